import { commonLength, joinNibbles, type Nibbles, NO_NIBBLES } from './nibbles.ts'
import type { TrieKey } from './trie-change.ts'
import type { TrieLoader } from './trie-loader.ts'
import {
  HASH_LENGTH,
  NO_CHILDREN,
  newLeaf,
  noBranches,
  type TrieChild,
  type TrieNode,
  type TrieValue,
} from './trie-node.ts'

/**
 * Insertions and removals in one trie. A committed node is copied when it changes, once for all the changes of the edit:
 * tries that share it see nothing of them.
 */
export class TrieEdit {
  readonly #loader: TrieLoader
  /** Nodes of the state before that are no longer part of the trie. */
  readonly removals: TrieKey[] = []

  constructor(loader: TrieLoader) {
    this.#loader = loader
  }

  /** What becomes of `child`, which lies below the first `depth` nibbles of `key`, when `key` is set. */
  insert(child: TrieChild | undefined, key: Nibbles, depth: number, value: TrieValue): TrieNode {
    if (child === undefined) return newLeaf(key.slice(depth), value)
    const node = this.#changing(this.#loader.node(child, key, depth), key, depth)
    const common = commonLength(node.partial, key, depth)
    if (common < node.partial.length) return split(node, common, key.subarray(depth), value)
    const end = depth + common
    if (end === key.length) {
      node.value = value
      return node
    }
    if (node.children.length === 0) node.children = noBranches()
    const index = key[end] as number
    node.children[index] = this.insert(node.children[index], key, end + 1, value)
    return node
  }

  /** What becomes of `child` when `key` is removed. The same when it is not there. */
  remove(child: TrieChild, key: Nibbles, depth: number): TrieChild | undefined {
    const node = this.#loader.node(child, key, depth)
    const { partial } = node
    if (commonLength(partial, key, depth) < partial.length) return child
    const end = depth + partial.length
    if (end === key.length) {
      if (node.value === undefined) return child
      const changed = this.#changing(node, key, depth)
      changed.value = undefined
      return this.#shrink(changed, key, depth)
    }
    const index = key[end] as number
    const below = this.#loader.child(node, index, key, end + 1)
    if (below === undefined) return child
    const rest = this.remove(below, key, end + 1)
    if (rest === below && below.merkleValue !== undefined) return child // not found
    const changed = this.#changing(node, key, depth)
    changed.children[index] = rest
    return this.#shrink(changed, key, depth)
  }

  /** `node`, below the first `depth` nibbles of `path`, as one that may be changed. */
  #changing(node: TrieNode, path: Nibbles, depth: number): TrieNode {
    const { partial, value, children, merkleValue } = node
    if (merkleValue === undefined) return node
    // A root is stored even where it is short, and is then named by its hash all the same.
    if (merkleValue.length === HASH_LENGTH) {
      this.removals.push({ path: path.slice(0, depth), hash: merkleValue })
    }
    return { partial, value, children: children.slice(), merkleValue: undefined }
  }

  /** A node that lost its value or a child: gone, a leaf, or one with its only child. */
  #shrink(node: TrieNode, path: Nibbles, depth: number): TrieNode | undefined {
    const { children, partial } = node
    const only = children.findIndex((child) => child !== undefined)
    if (only === -1) {
      node.children = NO_CHILDREN
      return node.value === undefined ? undefined : node
    }
    const isOnly = children.every((child, index) => child === undefined || index === only)
    if (!isOnly || node.value !== undefined) return node
    const above = joinNibbles(path.subarray(0, depth + partial.length), only, NO_NIBBLES)
    const loaded = this.#loader.node(children[only] as TrieChild, above, above.length)
    const child = this.#changing(loaded, above, above.length)
    child.partial = joinNibbles(partial, only, child.partial)
    return child
  }
}

/** A branch where `node` and `key` part, after `common` nibbles of the node's partial key. */
function split(node: TrieNode, common: number, key: Nibbles, value: TrieValue): TrieNode {
  const children = noBranches()
  children[node.partial[common] as number] = node
  const partial = node.partial.slice(0, common)
  node.partial = node.partial.slice(common + 1)
  if (common === key.length) return { partial, value, children, merkleValue: undefined }
  children[key[common] as number] = newLeaf(key.slice(common + 1), value)
  return { partial, value: undefined, children, merkleValue: undefined }
}
