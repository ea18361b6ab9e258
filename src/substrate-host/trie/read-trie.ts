import { commonLength, type Nibbles } from './nibbles.ts'
import type { TrieLoader } from './trie-loader.ts'
import type { TrieNode } from './trie-node.ts'

/** The node whose value is that of `key`; `undefined` when there is none. */
export function nodeAt(loader: TrieLoader, root: TrieNode, key: Nibbles): TrieNode | undefined {
  let node: TrieNode | undefined = root
  let depth = 0
  while (node !== undefined) {
    const { partial }: TrieNode = node
    if (commonLength(partial, key, depth) < partial.length) return undefined
    depth += partial.length
    if (depth === key.length) return node
    const index = key[depth] as number
    depth++
    node = loader.child(node, index, key, depth)
  }
  return undefined
}

/** The nodes on the way to `key`, from the root on, as far as the way goes. */
export function* nodesTowards(
  loader: TrieLoader,
  root: TrieNode,
  key: Nibbles,
): Generator<TrieNode> {
  let node: TrieNode | undefined = root
  let depth = 0
  while (node !== undefined) {
    yield node
    const { partial }: TrieNode = node
    if (commonLength(partial, key, depth) < partial.length) return
    depth += partial.length + 1
    if (depth > key.length) return
    node = loader.child(node, key[depth - 1] as number, key, depth)
  }
}
