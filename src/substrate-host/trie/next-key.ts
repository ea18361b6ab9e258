import { commonLength, joinNibbles, type Nibbles, NO_NIBBLES } from './nibbles.ts'
import type { TrieLoader } from './trie-loader.ts'
import { BRANCH_WIDTH, type TrieNode } from './trie-node.ts'

/** The smallest key above `key`, as nibbles. Costs the nodes on the ways to both. */
export function nextKeyIn(loader: TrieLoader, root: TrieNode, key: Nibbles): Nibbles | undefined {
  return above(loader, root, NO_NIBBLES, key)
}

/** The smallest key below `node`, whose path is the beginning of `key`, that is above `key`. */
function above(
  loader: TrieLoader,
  node: TrieNode,
  path: Nibbles,
  key: Nibbles,
): Nibbles | undefined {
  const { partial } = node
  const common = commonLength(partial, key, path.length)
  const end = path.length + common
  if (common < partial.length) {
    const isAbove = end === key.length || (partial[common] as number) > (key[end] as number)
    return isAbove ? least(loader, node, path) : undefined
  }
  if (end === key.length) return leastBelow(loader, node, key, 0)
  const index = key[end] as number
  const child = loader.child(node, index, key, end + 1)
  const found = child && above(loader, child, key.subarray(0, end + 1), key)
  return found ?? leastBelow(loader, node, key.subarray(0, end), index + 1)
}

/** The smallest key of all that `node` holds. */
function least(loader: TrieLoader, node: TrieNode, path: Nibbles): Nibbles | undefined {
  const whole = new Uint8Array(path.length + node.partial.length)
  whole.set(path)
  whole.set(node.partial, path.length)
  return node.value === undefined ? leastBelow(loader, node, whole, 0) : whole
}

/** The smallest key below the children of `node` from `from` on; `end` is the whole path of `node`. */
function leastBelow(
  loader: TrieLoader,
  node: TrieNode,
  end: Nibbles,
  from: number,
): Nibbles | undefined {
  for (let index = from; index < BRANCH_WIDTH; index++) {
    if (node.children[index] === undefined) continue
    const path = joinNibbles(end, index, NO_NIBBLES)
    const child = loader.child(node, index, path, path.length)
    if (child !== undefined) return least(loader, child, path)
  }
  return undefined
}
