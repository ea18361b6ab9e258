import type { Hash } from '../../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { loadNode } from './load-node.ts'
import { fromNibbles, joinNibbles, toNibbles } from './nibbles.ts'
import type { BranchNode, Nibbles, NodeReference, TrieNode } from './trie-node.ts'
import type { TrieNodes } from './trie-nodes.ts'

export type WalkOrder = 'ascending' | 'descending'

/** Where a walk begins. */
export interface WalkStart {
  readonly order: WalkOrder
  /** Only keys that come after this one in `order`; the key itself need not be in the trie. */
  readonly beyond?: Uint8Array
}

export interface TrieEntry {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

/**
 * The entries of a trie in the order of their keys, read as the caller asks for them. The first one costs a path.
 * @throws TrieNodeMissingError, InvalidTrieNodeError
 */
export function* walkTrie(nodes: TrieNodes, root: Hash, start: WalkStart): Generator<TrieEntry> {
  if (equalBytes(root, EMPTY_TRIE_ROOT)) return
  const beyond = start.beyond && toNibbles(start.beyond)
  yield* new TrieWalk(nodes, start.order, beyond).below(root, new Uint8Array(0))
}

class TrieWalk {
  private readonly nodes: TrieNodes
  private readonly order: WalkOrder
  private readonly beyond: Nibbles | undefined

  constructor(nodes: TrieNodes, order: WalkOrder, beyond: Nibbles | undefined) {
    this.nodes = nodes
    this.order = order
    this.beyond = beyond
  }

  *below(reference: NodeReference, path: Nibbles): Generator<TrieEntry> {
    if (this.isBehind(path)) return
    yield* this.entriesOf(loadNode(this.nodes, reference, path.length), path)
  }

  private *entriesOf(node: TrieNode, path: Nibbles): Generator<TrieEntry> {
    if (node.kind === 'leaf') yield* this.entry(joinNibbles(path, node.path), node.value)
    else if (node.kind === 'extension') yield* this.below(node.child, joinNibbles(path, node.path))
    else yield* this.entriesOfBranch(node, path)
  }

  private *entriesOfBranch(node: BranchNode, path: Nibbles): Generator<TrieEntry> {
    const isAscending = this.order === 'ascending'
    if (isAscending) yield* this.entry(path, node.value)
    for (let i = 0; i < 16; i++) {
      const nibble = isAscending ? i : 15 - i
      const child = node.children[nibble]
      if (child !== undefined) yield* this.below(child, joinNibbles(path, Uint8Array.of(nibble)))
    }
    if (!isAscending) yield* this.entry(path, node.value)
  }

  private *entry(path: Nibbles, value: Uint8Array | undefined): Generator<TrieEntry> {
    if (value === undefined) return
    const comparison = this.beyond && Buffer.compare(path, this.beyond)
    const isWanted =
      comparison === undefined || (this.order === 'ascending' ? comparison > 0 : comparison < 0)
    if (isWanted) yield { key: fromNibbles(path), value }
  }

  /** Whether no key that begins with `path` comes after the start. */
  private isBehind(path: Nibbles): boolean {
    if (this.beyond === undefined) return false
    if (this.order === 'descending') return Buffer.compare(path, this.beyond) >= 0
    return Buffer.compare(path, this.beyond.subarray(0, path.length)) < 0
  }
}
