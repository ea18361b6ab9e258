import { keccakInPlace, keccakMemory } from '../../primitives/keccak256.ts'
import { decodeNode } from './decode-node.ts'
import { LIST_PREFIX, prefixLength, writePath, writePrefix, writeString } from './encode-node.ts'
import {
  FRAME_LENGTH,
  FRAMES,
  HEADER_LENGTH,
  MAX_SHORT_VALUE,
  SHORT_NODE_AT,
} from './kernel-layout.ts'
import { loadEncoding } from './load-node.ts'
import { LEAF_FLAG, ODD_FLAG } from './nibbles.ts'
import { contentStart, EMPTY_STRING, HASH_STRING, itemEnd } from './rlp-scan.ts'
import { sealNode } from './seal-node.ts'
import type { TrieChanges } from './trie-changes.ts'
import { HASH_LENGTH, type Nibbles, type NodeReference, type TrieNode } from './trie-node.ts'
import type { TrieNodeSink, TrieNodes } from './trie-nodes.ts'

const NOTHING = new Uint8Array(0)

/** The update in its plain form, for what the fast one does not know; the same node when nothing changed. */
export interface PlainUpdate {
  apply(node: TrieNode | undefined, from: number, to: number, depth: number): TrieNode | undefined
}

/**
 * The update of subtrees in which keys are added and changed but not removed: the bulk of every block.
 *
 * Works on encodings instead of node objects. Each open branch is a frame in the memory of the hash kernel, into which
 * its items are written from the first to the last: unchanged ones copied from the old encoding, changed ones by the
 * recursion, as a hash that the kernel writes straight to its place. Nothing is allocated for a node, where the plain
 * form allocates some ten objects and spends half of its time collecting them.
 */
export class BranchUpdate {
  private readonly nodes: TrieNodes
  private readonly changes: TrieChanges
  private readonly sink: TrieNodeSink
  private readonly plain: PlainUpdate
  /** Frames in use. */
  private level = 0
  /** Where the next item of the innermost frame is written. */
  private cursor = 0

  constructor(nodes: TrieNodes, changes: TrieChanges, sink: TrieNodeSink, plain: PlainUpdate) {
    this.nodes = nodes
    this.changes = changes
    this.sink = sink
    this.plain = plain
  }

  /** Whether these changes are of the kind that `update` is for. */
  takes(from: number, to: number): boolean {
    return this.changes.isPrefixFree && this.hasRoom() && !this.changes.removesAny(from, to)
  }

  /** The reference of the child after the changes `from .. to`; the same object when nothing changed. */
  update(
    child: NodeReference | undefined,
    from: number,
    to: number,
    depth: number,
  ): NodeReference | undefined {
    const outer = this.open()
    const start = this.cursor
    const changed =
      child === undefined
        ? this.build(from, to, depth)
        : this.updateNode(this.encodingOf(child, depth), 0, from, to, depth)
    const end = this.cursor
    this.close(outer)
    if (!changed) return child
    const isHash = end - start === 1 + HASH_LENGTH
    return keccakMemory.slice(isHash ? start + 1 : start, end)
  }

  /** Writes the item of a node after the changes; false when there is none to write because nothing changed. */
  private updateNode(
    bytes: Uint8Array,
    at: number,
    from: number,
    to: number,
    depth: number,
  ): boolean {
    const first = contentStart(bytes, at)
    const end = itemEnd(bytes, at)
    const second = itemEnd(bytes, first)
    const third = itemEnd(bytes, second)
    if (third === end) {
      const isReplaced = to - from === 1 && this.isLeafOf(bytes, first, from, depth)
      if (!isReplaced) return this.applyPlainly(bytes.subarray(at, end), from, to, depth)
      const value = bytes.subarray(contentStart(bytes, second), end)
      if (Buffer.compare(value, this.changes.values[from] ?? NOTHING) === 0) return false
      return this.build(from, to, depth)
    }
    const endsHere = bytes[end - 1] !== EMPTY_STRING || this.changes.pathLength(from) === depth
    if (endsHere || !this.hasRoom()) {
      return this.applyPlainly(bytes.subarray(at, end), from, to, depth)
    }
    return this.updateBranch(bytes, first, from, to, depth)
  }

  private updateBranch(
    bytes: Uint8Array,
    first: number,
    from: number,
    to: number,
    depth: number,
  ): boolean {
    const outer = this.open()
    let item = first
    let start = from
    let copied = first // items before it are in the frame
    for (let nibble = 0; nibble < 16; nibble++) {
      const next = itemEnd(bytes, item)
      const end = this.changes.spanEnd(start, to, depth, nibble)
      if (end > start) {
        this.copy(bytes, copied, item)
        copied = this.updateChild(bytes, item, start, end, depth + 1) ? next : item
      }
      item = next
      start = end
    }
    if (copied === first) {
      this.close(outer)
      return false
    }
    this.copy(bytes, copied, item)
    this.closeBranch(outer)
    return true
  }

  /** Writes the item of a child after the changes; false when nothing changed. */
  private updateChild(
    bytes: Uint8Array,
    item: number,
    from: number,
    to: number,
    depth: number,
  ): boolean {
    const prefix = bytes[item]
    if (prefix === EMPTY_STRING) return this.build(from, to, depth)
    if (prefix !== HASH_STRING) return this.updateNode(bytes, item, from, to, depth)
    const hash = bytes.subarray(item + 1, item + 1 + HASH_LENGTH)
    return this.updateNode(loadEncoding(this.nodes, hash, depth), 0, from, to, depth)
  }

  /** Writes the item of a subtree of the changes alone. Always true. */
  private build(from: number, to: number, depth: number): boolean {
    if (to - from === 1) return this.writeLeaf(from, depth)
    if (!this.hasRoom()) return this.applyPlainly(undefined, from, to, depth)
    const shared = this.changes.shared(from, to - 1, depth)
    if (shared === 0) return this.buildBranch(from, to, depth)

    const outer = this.open()
    const start = this.cursor
    this.buildBranch(from, to, depth + shared)
    const end = this.cursor
    this.close(outer)
    return this.writeExtension(this.changes.path(from, depth, depth + shared), start, end)
  }

  private buildBranch(from: number, to: number, depth: number): boolean {
    if (!this.hasRoom()) return this.applyPlainly(undefined, from, to, depth)
    const outer = this.open()
    let start = from
    for (let nibble = 0; nibble < 16; nibble++) {
      const end = this.changes.spanEnd(start, to, depth, nibble)
      if (end > start) this.build(start, end, depth + 1)
      else keccakMemory[this.cursor++] = EMPTY_STRING
      start = end
    }
    this.closeBranch(outer)
    return true
  }

  private writeLeaf(change: number, depth: number): boolean {
    const value = this.changes.values[change] ?? NOTHING
    const path = this.changes.path(change, depth)
    if (value.length > MAX_SHORT_VALUE || path.length > HASH_LENGTH * 2) {
      return this.applyPlainly(undefined, change, change + 1, depth)
    }
    const start = SHORT_NODE_AT + HEADER_LENGTH
    const afterPath = writePath(path, LEAF_FLAG, keccakMemory, start)
    this.writeNode(start, writeString(value, keccakMemory, afterPath))
    return true
  }

  /** The child is the item that was written at `childStart .. childEnd` of a frame that is closed again. */
  private writeExtension(path: Nibbles, childStart: number, childEnd: number): boolean {
    const start = SHORT_NODE_AT + HEADER_LENGTH
    const afterPath = writePath(path, 0, keccakMemory, start)
    keccakMemory.copyWithin(afterPath, childStart, childEnd)
    this.writeNode(start, afterPath + childEnd - childStart)
    return true
  }

  /** Completes the branch in the innermost frame, which has no value, and writes its item to the frame around it. */
  private closeBranch(outer: number): void {
    keccakMemory[this.cursor++] = EMPTY_STRING
    const start = this.frameStart()
    const end = this.cursor
    this.close(outer)
    this.writeNode(start, end)
  }

  /** Writes the item of the node whose payload is `keccakMemory[start .. end)`, with room for a header before it. */
  private writeNode(start: number, end: number): void {
    const header = start - prefixLength(end - start)
    writePrefix(LIST_PREFIX, end - start, keccakMemory, header)
    const length = end - header
    if (length < HASH_LENGTH) {
      keccakMemory.copyWithin(this.cursor, header, end)
      this.cursor += length
      return
    }
    keccakMemory[this.cursor] = HASH_STRING
    keccakInPlace(header, length, this.cursor + 1)
    this.sink.put(keccakMemory, this.cursor + 1, header, length)
    this.cursor += 1 + HASH_LENGTH
  }

  private applyPlainly(
    encoding: Uint8Array | undefined,
    from: number,
    to: number,
    depth: number,
  ): boolean {
    const before = encoding && decodeNode(encoding)
    const after = this.plain.apply(before, from, to, depth)
    if (after === before || after === undefined) return false
    const reference = sealNode(after, this.sink)
    if (reference.length === HASH_LENGTH) keccakMemory[this.cursor++] = HASH_STRING
    keccakMemory.set(reference, this.cursor)
    this.cursor += reference.length
    return true
  }

  /** Whether the short node whose path item is at `item` is the leaf of exactly this change's key. */
  private isLeafOf(bytes: Uint8Array, item: number, change: number, depth: number): boolean {
    const start = contentStart(bytes, item)
    const flags = bytes[start] ?? 0
    if ((flags & LEAF_FLAG) === 0) return false
    const isOdd = (flags & ODD_FLAG) !== 0
    const length = (itemEnd(bytes, item) - start) * 2 - (isOdd ? 1 : 2)
    if (this.changes.pathLength(change) !== depth + length) return false

    const skipped = isOdd ? 1 : 2
    for (let i = 0; i < length; i++) {
      const byte = bytes[start + ((i + skipped) >> 1)] ?? 0
      const nibble = (i + skipped) % 2 === 0 ? byte >> 4 : byte & 0x0f
      if (nibble !== this.changes.nibble(change, depth + i)) return false
    }
    return true
  }

  private copy(bytes: Uint8Array, start: number, end: number): void {
    if (start === end) return
    keccakMemory.set(bytes.subarray(start, end), this.cursor)
    this.cursor += end - start
  }

  private encodingOf(reference: NodeReference, depth: number): Uint8Array {
    return reference.length === HASH_LENGTH ? loadEncoding(this.nodes, reference, depth) : reference
  }

  private hasRoom(): boolean {
    return this.level < FRAMES
  }

  private frameStart(): number {
    return (this.level - 1) * FRAME_LENGTH + HEADER_LENGTH
  }

  /** Opens a frame; the result is what `close` needs to go back to the one around it. */
  private open(): number {
    const outer = this.cursor
    this.level++
    this.cursor = this.frameStart()
    return outer
  }

  private close(outer: number): void {
    this.level--
    this.cursor = outer
  }
}
