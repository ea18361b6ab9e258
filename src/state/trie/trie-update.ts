import { equalBytes } from '../../primitives/equal-bytes.ts'
import { BranchUpdate } from './branch-update.ts'
import { loadNode } from './load-node.ts'
import { commonPrefixLength, joinNibbles } from './nibbles.ts'
import { sealNode } from './seal-node.ts'
import type { TrieChanges } from './trie-changes.ts'
import type { ExtensionNode, LeafNode, Nibbles, NodeReference, TrieNode } from './trie-node.ts'
import type { TrieNodeSink, TrieNodes } from './trie-nodes.ts'

/** A branch on the way: what changed below it is a node that is not sealed yet. */
interface OpenBranch {
  readonly children: (NodeReference | TrieNode | undefined)[]
  value: Uint8Array | undefined
}

/**
 * One update, in its plain form. The methods take a node, `depth` nibbles below the root, and the changes `from .. to`,
 * whose keys all lead to it; they give the node afterwards, unsealed, and the same object when nothing changed. Only a
 * branch that stays a branch seals what is below it: nothing is hashed that a removal then merges with something else.
 *
 * Where no key is removed, `BranchUpdate` does the same several times as fast, and hands back what it does not know.
 */
export class TrieUpdate {
  private readonly nodes: TrieNodes
  private readonly changes: TrieChanges
  private readonly sink: TrieNodeSink
  private readonly fast: BranchUpdate

  constructor(nodes: TrieNodes, changes: TrieChanges, sink: TrieNodeSink) {
    this.nodes = nodes
    this.changes = changes
    this.sink = sink
    this.fast = new BranchUpdate(nodes, changes, sink, this)
  }

  /** The same for a child of a node: its reference when nothing changed, or when all below it is sealed already. */
  update(
    child: NodeReference | TrieNode | undefined,
    from: number,
    to: number,
    depth: number,
  ): NodeReference | TrieNode | undefined {
    const isReference = child === undefined || child instanceof Uint8Array
    if (isReference && this.fast.takes(from, to)) return this.fast.update(child, from, to, depth)
    const before = child && this.nodeOf(child, depth)
    const after = this.apply(before, from, to, depth)
    return after === before ? child : after
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
      if (to - from === 1 && this.changes.pathLength(from) === depth + shared) {
        return this.replace(node, this.changes.values[from])
      }
    }
    const open = openAt(node, shared)
    if (!this.applyToBranch(open, from, to, depth + shared)) return node
    return this.extend(node.path.subarray(0, shared), this.close(open, depth + shared))
  }

  /** A trie of the changes alone. */
  private build(from: number, to: number, depth: number): TrieNode | undefined {
    const { changes } = this
    if (to - from === 1) {
      const value = changes.values[from]
      return value && { kind: 'leaf', path: changes.path(from, depth), value }
    }
    const shared = changes.shared(from, to - 1, depth)
    const open: OpenBranch = { children: new Array(16).fill(undefined), value: undefined }
    this.applyToBranch(open, from, to, depth + shared)
    const branch = this.close(open, depth + shared)
    return this.extend(changes.path(from, depth, depth + shared), branch)
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
    const { path } = node
    const after = this.update(node.child, from, to, depth + path.length)
    if (after === node.child) return node
    // What is sealed already is a branch still: nothing was removed below it.
    if (after instanceof Uint8Array) return { kind: 'extension', path, child: after }
    return this.extend(path, after)
  }

  /** True when something changed. */
  private applyToBranch(open: OpenBranch, from: number, to: number, depth: number): boolean {
    const { changes } = this
    let changed = false
    let start = from
    if (changes.pathLength(from) === depth) {
      changed = setValue(open, changes.values[from])
      start++
    }
    const puts: number[] = []
    for (let end = start; start < to; start = end) {
      const nibble = changes.nibble(start, depth)
      end = changes.spanEnd(start, to, depth, nibble)
      if (!changes.removesAny(start, end)) puts.push(start)
      else if (this.applyToChild(open, start, end, depth)) changed = true
    }
    const staysBranch = this.countAfter(open, puts, depth) > 1
    for (const put of puts) {
      const end = changes.spanEnd(put, to, depth, changes.nibble(put, depth))
      const change = staysBranch ? this.updateChild : this.applyToChild
      if (change.call(this, open, put, end, depth)) changed = true
    }
    return changed
  }

  /** Applies the changes, which are of one child, and leaves the child open; true when something changed. */
  private applyToChild(open: OpenBranch, from: number, to: number, depth: number): boolean {
    const nibble = this.changes.nibble(from, depth)
    const child = open.children[nibble]
    const before = child && this.nodeOf(child, depth + 1)
    const after = this.apply(before, from, to, depth + 1)
    if (after === before) return false
    open.children[nibble] = after
    return true
  }

  /** The same where the child may be sealed, because the branch stays one and will not merge with it. */
  private updateChild(open: OpenBranch, from: number, to: number, depth: number): boolean {
    const nibble = this.changes.nibble(from, depth)
    const before = open.children[nibble]
    const after = this.update(before, from, to, depth + 1)
    open.children[nibble] = after
    return after !== before
  }

  /** How many of the branch's places are taken when these changes, which remove nothing, are done. */
  private countAfter(open: OpenBranch, puts: readonly number[], depth: number): number {
    const taken = open.children.filter((child) => child !== undefined).length
    const isNew = (put: number): boolean => {
      return open.children[this.changes.nibble(put, depth)] === undefined
    }
    return taken + puts.filter(isNew).length + (open.value === undefined ? 0 : 1)
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
      return { kind: 'extension', path, child: sealNode(node, this.sink) }
    }
    return { ...node, path: joinNibbles(path, node.path) }
  }

  private seal(child: NodeReference | TrieNode): NodeReference {
    return child instanceof Uint8Array ? child : sealNode(child, this.sink)
  }

  private nodeOf(child: NodeReference | TrieNode, depth: number): TrieNode {
    return child instanceof Uint8Array ? loadNode(this.nodes, child, depth) : child
  }

  /** Nibbles of `path` that all changes share. They are sorted: what the outer two share, those between share. */
  private sharedLength(path: Nibbles, from: number, to: number, depth: number): number {
    const first = commonPrefixLength(path, 0, this.changes.path(from, depth), 0)
    if (to - from === 1) return first
    return Math.min(first, commonPrefixLength(path, 0, this.changes.path(to - 1, depth), 0))
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
