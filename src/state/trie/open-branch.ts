import { stringLength, writeString } from './encode-node.ts'
import type { NodeArena, PendingNode } from './node-arena.ts'
import { contentStart, EMPTY_STRING, HASH_STRING, itemEnd } from './rlp-scan.ts'
import type { Item } from './short-nodes.ts'

/** What became of a subtree when it is not a node: it is as it was, or nothing is left of it. */
export const UNCHANGED = -1
export const NOTHING = -2

const CHILDREN = 16
/** Item of a child by its hash. */
const MAX_ITEM = 33

/** A branch whose payload lies in the arena and is being written or changed, in the order of its items. */
export class OpenBranch {
  /** Whether items were emptied: then it may be that too few are left for a branch. */
  mayCollapse = false
  private readonly arena: NodeArena
  private readonly start: number
  private end: number
  private height = 0
  /** From the offset of an item in the encoding before to where it is now. */
  private shift = 0
  /** The child that was linked last, and the place of its item. */
  private child: PendingNode | undefined
  private childAt = 0

  private constructor(arena: NodeArena, capacity: number) {
    this.arena = arena
    this.start = arena.begin(capacity)
    this.end = this.start
  }

  /** A new branch of at most so many children. */
  static of(arena: NodeArena, children: number, value: Uint8Array | undefined): OpenBranch {
    return new OpenBranch(arena, capacityFor(children, value))
  }

  /** A copy of the branch whose list is at `node.at`, of which at most so many children will change. */
  static over(
    arena: NodeArena,
    { bytes, at }: Item,
    children: number,
    value: Uint8Array | undefined,
  ): OpenBranch {
    const first = contentStart(bytes, at)
    const end = itemEnd(bytes, at)
    const branch = new OpenBranch(arena, end - first + capacityFor(children, value))
    const isWhole = end - at === bytes.length
    // A view takes longer than the copy.
    arena.bytes.set(isWhole ? bytes : bytes.subarray(at, end), branch.start - (first - at))
    branch.end = branch.start + end - first
    branch.shift = branch.start - first
    return branch
  }

  /** Adds the item of a child, an empty one for `NOTHING`. */
  append(child: PendingNode): void {
    if (child === NOTHING) {
      this.arena.bytes[this.end++] = EMPTY_STRING
      return
    }
    const at = this.end
    this.end += this.arena.itemLength(child)
    this.link(child, at)
  }

  /** Adds a copy of the item at `at`. */
  appendItem(bytes: Uint8Array, at: number): void {
    const end = itemEnd(bytes, at)
    this.arena.bytes.set(bytes.subarray(at, end), this.end)
    this.end += end - at
  }

  appendValue(value: Uint8Array | undefined): void {
    if (value === undefined) this.arena.bytes[this.end++] = EMPTY_STRING
    else this.end = writeString(value, this.arena.bytes, this.end)
  }

  /** Puts a child, or `NOTHING`, in the place of the item that was at `at`; items are replaced in their order. */
  replace(at: number, length: number, child: PendingNode): void {
    const place = at + this.shift
    if (child === NOTHING) {
      this.resize(place, length, 1)
      this.arena.bytes[place] = EMPTY_STRING
      this.mayCollapse = true
      return
    }
    this.resize(place, length, this.arena.itemLength(child))
    this.link(child, place)
  }

  /** The same for the value, which is removed when it is empty. */
  replaceValue(at: number, length: number, value: Uint8Array): void {
    const place = at + this.shift
    this.resize(place, length, stringLength(value))
    writeString(value, this.arena.bytes, place)
    if (value.length === 0) this.mayCollapse = true
  }

  finish(): PendingNode {
    return this.arena.finish(this.start, this.end, this.height)
  }

  /** The first two items that are not empty; the value is item 16. */
  taken(): { readonly index: number; readonly at: number }[] {
    const found: { index: number; at: number }[] = []
    let at = this.start
    for (let index = 0; index <= CHILDREN && found.length < 2; index++) {
      if (this.arena.bytes[at] !== EMPTY_STRING) found.push({ index, at })
      at = itemEnd(this.arena.bytes, at)
    }
    return found
  }

  /** The child whose item is at `at`, if it is one that was linked and has no hash yet. */
  pendingAt(at: number): PendingNode | undefined {
    return this.childAt === at && this.arena.bytes[at] === HASH_STRING ? this.child : undefined
  }

  private link(child: PendingNode, at: number): void {
    this.height = Math.max(this.height, this.arena.link(child, at))
    this.child = child
    this.childAt = at
  }

  private resize(at: number, before: number, after: number): void {
    if (before === after) return
    this.arena.bytes.copyWithin(at + after, at + before, this.end)
    this.end += after - before
    this.shift += after - before
  }
}

/** Longest payload of a branch of so many children, not counting what is copied. */
function capacityFor(children: number, value: Uint8Array | undefined): number {
  const hashes = Math.min(children, CHILDREN) * MAX_ITEM
  return CHILDREN + hashes + (value === undefined ? 1 : stringLength(value))
}
