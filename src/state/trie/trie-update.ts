import { equalBytes } from '../../primitives/equal-bytes.ts'
import { loadEncoding } from './load-node.ts'
import { commonPrefixLength, joinNibbles } from './nibbles.ts'
import type { NodeArena, PendingNode } from './node-arena.ts'
import { NOTHING, OpenBranch, UNCHANGED } from './open-branch.ts'
import { contentStart, EMPTY_STRING, HASH_STRING, itemEnd } from './rlp-scan.ts'
import {
  addExtension,
  addLeaf,
  addShort,
  extend,
  hasPath,
  isLeaf,
  leafValue,
  pathOf,
  readShort,
  type ShortNode,
} from './short-nodes.ts'
import type { TrieChanges } from './trie-changes.ts'
import type { Nibbles } from './trie-node.ts'
import type { TrieNodes } from './trie-nodes.ts'

/** A pending node, `UNCHANGED` or `NOTHING`. */
type Outcome = PendingNode

/** What is left of a leaf or an extension where changes branch off from its path. */
interface Rest {
  /** Where it goes on; -1 when it ends there. */
  readonly nibble: number
  /** The item of what lies below. */
  readonly bytes: Uint8Array
  readonly at: number
  /** That, where it is a new node. */
  readonly node: PendingNode | undefined
  /** The value of a leaf that ends there. */
  readonly value: Uint8Array | undefined
}

const NO_BYTES = new Uint8Array(0)
const NO_REST: Rest = { nibble: -1, bytes: NO_BYTES, at: 0, node: undefined, value: undefined }

/**
 * One update: a recursion along the changes, in the order of their keys, that writes the changed nodes to the arena.
 *
 * The methods take a node, `depth` nibbles below the root, and the changes `from .. to`, whose keys all lead to it; they
 * give the node afterwards. They work on encodings: a branch is copied as a whole and items are put in their places.
 * Objects for nodes took more time than their hashes.
 */
export class TrieUpdate {
  private readonly nodes: TrieNodes
  private readonly changes: TrieChanges
  private readonly arena: NodeArena

  constructor(nodes: TrieNodes, changes: TrieChanges, arena: NodeArena) {
    this.nodes = nodes
    this.changes = changes
    this.arena = arena
  }

  /** The root after all changes. @param hash of the root before; undefined for an empty trie */
  root(hash: Uint8Array | undefined): Outcome {
    const count = this.changes.length
    if (hash !== undefined) return this.update(this.load(hash, 0), 0, 0, count, 0)
    const built = this.build(0, count, 0)
    return built === NOTHING ? UNCHANGED : built
  }

  /** The node whose list is at `at`. */
  private update(bytes: Uint8Array, at: number, from: number, to: number, depth: number): Outcome {
    const short = readShort(bytes, at)
    if (short === undefined) return this.updateBranch(bytes, at, from, to, depth)
    if (isLeaf(short)) return this.updateLeaf(short, from, to, depth)
    return this.updateExtension(short, from, to, depth)
  }

  private updateBranch(
    bytes: Uint8Array,
    at: number,
    from: number,
    to: number,
    depth: number,
  ): Outcome {
    const { changes } = this
    let branch: OpenBranch | undefined
    let item = contentStart(bytes, at)
    let start = this.endsAt(from, depth) ? from + 1 : from
    for (let nibble = 0; start < to; nibble++) {
      const next = itemEnd(bytes, item)
      const end = changes.spanEnd(start, to, depth, nibble)
      if (end > start) {
        const child = this.updateItem(bytes, item, start, end, depth + 1)
        if (child !== UNCHANGED) {
          branch ??= this.open(bytes, at, from, to)
          branch.replace(item, next - item, child)
        }
      }
      item = next
      start = end
    }
    if (this.endsAt(from, depth)) branch = this.updateValue(branch, bytes, at, from, to)
    return branch === undefined ? UNCHANGED : this.close(branch, depth)
  }

  /** Puts the value of change `from` in the branch, whose list is at `at`; the open branch, if it is open by then. */
  private updateValue(
    branch: OpenBranch | undefined,
    bytes: Uint8Array,
    at: number,
    from: number,
    to: number,
  ): OpenBranch | undefined {
    let item = contentStart(bytes, at)
    for (let nibble = 0; nibble < 16; nibble++) item = itemEnd(bytes, item)
    const end = itemEnd(bytes, item)
    const value = this.changes.values[from] ?? NO_BYTES
    if (equalBytes(bytes.subarray(contentStart(bytes, item), end), value)) return branch
    const opened = branch ?? this.open(bytes, at, from, to)
    opened.replaceValue(item, end - item, value)
    return opened
  }

  /** The child whose item is at `item`. */
  private updateItem(
    bytes: Uint8Array,
    item: number,
    from: number,
    to: number,
    depth: number,
  ): Outcome {
    const prefix = bytes[item]
    if (prefix === EMPTY_STRING) {
      const built = this.build(from, to, depth)
      return built === NOTHING ? UNCHANGED : built
    }
    if (prefix !== HASH_STRING) return this.update(bytes, item, from, to, depth)
    const hash = bytes.subarray(item + 1, itemEnd(bytes, item))
    return this.update(this.load(hash, depth), 0, from, to, depth)
  }

  private updateLeaf(leaf: ShortNode, from: number, to: number, depth: number): Outcome {
    const { changes } = this
    const puts = changes.puts(from, to)
    const own = this.indexOf(leaf, from, to, depth)
    if (own < 0) return puts === 0 ? UNCHANGED : this.branchOff(leaf, from, to, depth)

    // The leaf is one of the changes: what is there afterwards is made of them alone.
    const value = changes.values[own]
    const isKept = puts === 1 && value !== undefined && equalBytes(value, leafValue(leaf))
    return isKept ? UNCHANGED : this.build(from, to, depth)
  }

  private updateExtension(node: ShortNode, from: number, to: number, depth: number): Outcome {
    const { changes } = this
    const path = pathOf(node)
    let start = from
    while (start < to && this.sharedWith(path, start, depth) < path.length) start++
    let end = start
    while (end < to && this.sharedWith(path, end, depth) === path.length) end++
    if (changes.puts(from, start) + changes.puts(end, to) > 0) {
      return this.branchOff(node, from, to, depth)
    }
    if (start === end) return UNCHANGED
    const { bytes, contentAt } = node
    const child = this.updateItem(bytes, contentAt, start, end, depth + path.length)
    return child === UNCHANGED || child === NOTHING ? child : extend(this.arena, path, child)
  }

  /** A branch where the first of the keys that are put leaves the path of `node`. */
  private branchOff(node: ShortNode, from: number, to: number, depth: number): Outcome {
    const { changes } = this
    const path = pathOf(node)
    const [firstPut, lastPut] = [changes.firstPut(from), changes.lastPut(to)]
    const shared = Math.min(
      this.sharedWith(path, firstPut, depth),
      this.sharedWith(path, lastPut, depth),
    )
    // Removed keys that leave the path before are not in the trie.
    let [start, end] = [from, to]
    while (this.sharedWith(path, start, depth) < shared) start++
    while (this.sharedWith(path, end - 1, depth) < shared) end--
    const branch = this.buildBranch(start, end, depth + shared, this.restOf(node, path, shared))
    return branch === NOTHING ? NOTHING : extend(this.arena, path.subarray(0, shared), branch)
  }

  /** What `node` is below the first `shared` nibbles of its path and the one after them. */
  private restOf(node: ShortNode, path: Nibbles, shared: number): Rest {
    const nibble = path[shared]
    if (nibble === undefined) return { ...NO_REST, value: leafValue(node) }
    const restPath = path.subarray(shared + 1)
    if (restPath.length === 0 && !isLeaf(node)) {
      return { ...NO_REST, nibble, bytes: node.bytes, at: node.contentAt }
    }
    const rest = addShort(this.arena, restPath, node)
    return { ...NO_REST, nibble, bytes: this.arena.encodingOf(rest), node: rest }
  }

  /** A trie of the changes alone. */
  private build(from: number, to: number, depth: number): Outcome {
    const { changes, arena } = this
    if (changes.puts(from, to) === 0) return NOTHING
    const first = changes.firstPut(from)
    const last = changes.lastPut(to)
    if (first === last) {
      return addLeaf(arena, changes.path(first, depth), changes.values[first] ?? NO_BYTES)
    }
    const shared = changes.shared(first, last, depth)
    const branch = this.buildBranch(first, last + 1, depth + shared, NO_REST)
    return extend(arena, changes.path(first, depth, depth + shared), branch)
  }

  /** A branch of the changes and of `rest`. */
  private buildBranch(from: number, to: number, depth: number, rest: Rest): Outcome {
    const { changes } = this
    const endsHere = this.endsAt(from, depth)
    const value = endsHere ? changes.values[from] : rest.value
    const branch = OpenBranch.of(this.arena, to - from + 1, value)
    let start = endsHere ? from + 1 : from
    for (let nibble = 0; nibble < 16; nibble++) {
      const end = changes.spanEnd(start, to, depth, nibble)
      if (nibble === rest.nibble) this.appendRest(branch, rest, start, end, depth + 1)
      else branch.append(end > start ? this.build(start, end, depth + 1) : NOTHING)
      start = end
    }
    branch.appendValue(value)
    return this.close(branch, depth)
  }

  private appendRest(
    branch: OpenBranch,
    rest: Rest,
    from: number,
    to: number,
    depth: number,
  ): void {
    const { bytes, at, node } = rest
    const after = to > from ? this.updateItem(bytes, at, from, to, depth) : UNCHANGED
    if (after !== UNCHANGED) {
      if (node !== undefined) this.arena.drop(node)
      if (after === NOTHING) branch.mayCollapse = true
      branch.append(after)
    } else if (node !== undefined) branch.append(node)
    else branch.appendItem(bytes, at)
  }

  /** The node that an open branch is in the end: a branch only if two of its seventeen items are taken. */
  private close(branch: OpenBranch, depth: number): Outcome {
    const { arena } = this
    if (!branch.mayCollapse) return branch.finish()
    const [only, other] = branch.taken()
    if (only === undefined) return NOTHING
    if (other !== undefined) return branch.finish()

    const item = arena.bytes.slice(only.at, itemEnd(arena.bytes, only.at))
    if (only.index === 16) return addLeaf(arena, NO_BYTES, item.subarray(contentStart(item, 0)))
    const path = Uint8Array.of(only.index)
    const child = branch.pendingAt(only.at)
    return child === undefined ? this.prepend(path, item, depth) : extend(arena, path, child)
  }

  /** What `path` and then a child that is not pending make. */
  private prepend(path: Nibbles, item: Uint8Array, depth: number): PendingNode {
    const encoding = item[0] === HASH_STRING ? this.load(item.subarray(1), depth + 1) : item
    const short = readShort(encoding, 0)
    if (short === undefined) return addExtension(this.arena, path, item)
    return addShort(this.arena, joinNibbles(path, pathOf(short)), short)
  }

  private open(bytes: Uint8Array, at: number, from: number, to: number): OpenBranch {
    return OpenBranch.over(this.arena, { bytes, at }, to - from, this.changes.values[from])
  }

  private load(hash: Uint8Array, depth: number): Uint8Array {
    return loadEncoding(this.nodes, hash, depth)
  }

  private endsAt(change: number, depth: number): boolean {
    return this.changes.pathLength(change) === depth
  }

  /** Nibbles of `path` that the key of a change shares. */
  private sharedWith(path: Nibbles, change: number, depth: number): number {
    return commonPrefixLength(path, 0, this.changes.path(change, depth), 0)
  }

  /** The change whose key is that of the leaf; -1 when none is. */
  private indexOf(leaf: ShortNode, from: number, to: number, depth: number): number {
    const { nibbles, starts } = this.changes
    for (let i = from; i < to; i++) {
      if (hasPath(leaf, nibbles, (starts[i] ?? 0) + depth, starts[i + 1] ?? 0)) return i
    }
    return -1
  }
}
