import type { Hash } from '../../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { loadNode } from './load-node.ts'
import { commonPrefixLength, joinNibbles } from './nibbles.ts'
import { sealNode, sealRoot } from './seal-node.ts'
import { type TrieChange, TrieChanges } from './trie-changes.ts'
import type { ExtensionNode, LeafNode, Nibbles, NodeReference, TrieNode } from './trie-node.ts'
import type { PutTrieNode, TrieNodes } from './trie-nodes.ts'

/**
 * Applies all changes at once to the trie with this root and gives the root afterwards.
 *
 * Reads only nodes on the paths of the changes, and the sibling that is left where a branch goes away. Encodes and
 * hashes each changed node once, children before parents; unchanged nodes are neither hashed nor put.
 *
 * @param changes in any order; no key twice
 * @throws TrieNodeMissingError, InvalidTrieNodeError
 */
export function updateTrie(
  nodes: TrieNodes,
  root: Hash,
  changes: readonly TrieChange[],
  put: PutTrieNode,
): Hash {
  if (changes.length === 0) return root
  const update = new TrieUpdate(nodes, new TrieChanges(changes), put)
  const before = equalBytes(root, EMPTY_TRIE_ROOT) ? undefined : loadNode(nodes, root, 0)
  const after = update.apply(before, 0, changes.length, 0)
  if (after === before) return root
  return after === undefined ? EMPTY_TRIE_ROOT : sealRoot(after, put)
}

/** A branch on the way: what changed below it is a node that is not sealed yet. */
interface OpenBranch {
  readonly children: (NodeReference | TrieNode | undefined)[]
  value: Uint8Array | undefined
}

/**
 * One update. Its methods take a node, `depth` nibbles below the root, and the changes `from .. to`, whose keys all lead
 * to it; they give the node afterwards, unsealed, and the same object when nothing changed. Only a branch that stays a
 * branch seals what is below it: nothing is hashed that a deletion then merges with something else.
 */
class TrieUpdate {
  private readonly nodes: TrieNodes
  private readonly paths: readonly Nibbles[]
  private readonly values: readonly (Uint8Array | undefined)[]
  private readonly put: PutTrieNode

  constructor(nodes: TrieNodes, changes: TrieChanges, put: PutTrieNode) {
    this.nodes = nodes
    this.paths = changes.paths
    this.values = changes.values
    this.put = put
  }

  apply(node: TrieNode | undefined, from: number, to: number, depth: number): TrieNode | undefined {
    if (node === undefined) return this.build(from, to, depth)
    if (node.kind === 'branch') {
      const open = { children: node.children.slice(), value: node.value }
      return this.applyToBranch(open, from, to, depth) ? this.close(open, depth) : node
    }
    const shared = this.sharedLength(node.path, from, to, depth)
    if (shared === node.path.length) {
      if (node.kind === 'extension') return this.applyBelow(node, from, to, depth)
      if (to - from === 1 && this.pathOf(from).length === depth + shared) {
        return this.replace(node, this.values[from])
      }
    }
    const open = openAt(node, shared)
    if (!this.applyToBranch(open, from, to, depth + shared)) return node
    return this.extend(node.path.subarray(0, shared), this.close(open, depth + shared))
  }

  /** A trie of the changes alone. */
  private build(from: number, to: number, depth: number): TrieNode | undefined {
    const first = this.pathOf(from)
    if (to - from === 1) {
      const value = this.values[from]
      return value && { kind: 'leaf', path: first.subarray(depth), value }
    }
    const shared = commonPrefixLength(first, depth, this.pathOf(to - 1), depth)
    const open: OpenBranch = { children: new Array(16).fill(undefined), value: undefined }
    this.applyToBranch(open, from, to, depth + shared)
    const branch = this.close(open, depth + shared)
    return this.extend(first.subarray(depth, depth + shared), branch)
  }

  private replace(leaf: LeafNode, value: Uint8Array | undefined): TrieNode | undefined {
    if (value === undefined) return undefined
    return equalBytes(leaf.value, value) ? leaf : { kind: 'leaf', path: leaf.path, value }
  }

  private applyBelow(
    node: ExtensionNode,
    from: number,
    to: number,
    depth: number,
  ): TrieNode | undefined {
    const below = depth + node.path.length
    const before = loadNode(this.nodes, node.child, below)
    const after = this.apply(before, from, to, below)
    return after === before ? node : this.extend(node.path, after)
  }

  /** True when something changed. */
  private applyToBranch(open: OpenBranch, from: number, to: number, depth: number): boolean {
    let changed = false
    let start = from
    if (this.pathOf(from).length === depth) {
      changed = setValue(open, this.values[from])
      start++
    }
    while (start < to) {
      const nibble = this.pathOf(start)[depth] ?? 0
      let end = start + 1
      while (end < to && this.pathOf(end)[depth] === nibble) end++

      const child = open.children[nibble]
      const before = child && this.nodeOf(child, depth + 1)
      const after = this.apply(before, start, end, depth + 1)
      if (after !== before) {
        open.children[nibble] = after
        changed = true
      }
      start = end
    }
    return changed
  }

  /** The node that an open branch is in the end: a branch only if two of its seventeen places are taken. */
  private close({ children, value }: OpenBranch, depth: number): TrieNode | undefined {
    let count = 0
    let last = 0
    for (let nibble = 0; nibble < 16; nibble++) {
      if (children[nibble] === undefined) continue
      count++
      last = nibble
    }
    if (count === 0) return value && { kind: 'leaf', path: NO_NIBBLES, value }
    if (count === 1 && value === undefined) return this.collapse(last, children[last], depth)
    return { kind: 'branch', children: children.map((child) => child && this.seal(child)), value }
  }

  /** What a branch with a single child becomes: that child, with a longer path. */
  private collapse(
    nibble: number,
    child: NodeReference | TrieNode | undefined,
    depth: number,
  ): TrieNode | undefined {
    const path = Uint8Array.of(nibble)
    if (!(child instanceof Uint8Array)) return this.extend(path, child)
    const node = loadNode(this.nodes, child, depth + 1)
    return node.kind === 'branch' ? { kind: 'extension', path, child } : this.extend(path, node)
  }

  private extend(path: Nibbles, node: TrieNode | undefined): TrieNode | undefined {
    if (node === undefined || path.length === 0) return node
    if (node.kind === 'branch') {
      return { kind: 'extension', path, child: sealNode(node, this.put) }
    }
    return { ...node, path: joinNibbles(path, node.path) }
  }

  private seal(child: NodeReference | TrieNode): NodeReference {
    return child instanceof Uint8Array ? child : sealNode(child, this.put)
  }

  private nodeOf(child: NodeReference | TrieNode, depth: number): TrieNode {
    return child instanceof Uint8Array ? loadNode(this.nodes, child, depth) : child
  }

  /** Nibbles of `path` that all changes share. They are sorted: what the outer two share, those between share. */
  private sharedLength(path: Nibbles, from: number, to: number, depth: number): number {
    const first = commonPrefixLength(path, 0, this.pathOf(from), depth)
    if (to - from === 1) return first
    return Math.min(first, commonPrefixLength(path, 0, this.pathOf(to - 1), depth))
  }

  private pathOf(change: number): Nibbles {
    return this.paths[change] ?? NO_NIBBLES
  }
}

const NO_NIBBLES: Nibbles = new Uint8Array(0)

/** The node as a branch `shared` nibbles further down; not a valid branch yet, as it has a single child or value. */
function openAt(node: LeafNode | ExtensionNode, shared: number): OpenBranch {
  const open: OpenBranch = { children: new Array(16).fill(undefined), value: undefined }
  const nibble = node.path[shared]
  const rest = node.path.subarray(shared + 1)
  if (node.kind === 'extension') {
    open.children[nibble ?? 0] =
      rest.length === 0 ? node.child : { kind: 'extension', path: rest, child: node.child }
    return open
  }
  if (nibble === undefined) open.value = node.value
  else open.children[nibble] = { kind: 'leaf', path: rest, value: node.value }
  return open
}

function setValue(open: OpenBranch, value: Uint8Array | undefined): boolean {
  const before = open.value
  open.value = value
  if (before === undefined || value === undefined) return before !== value
  return !equalBytes(before, value)
}
