import {
  blocksOf,
  KECCAK_PADDING,
  type KeccakArena,
  recordWord,
} from '../../primitives/keccak-arena.ts'
import { LIST_PREFIX, prefixLength, writePrefix } from './encode-node.ts'
import { HASH_STRING } from './rlp-scan.ts'
import { HASH_LENGTH } from './trie-node.ts'
import type { TrieNodeSink } from './trie-nodes.ts'

/** A node that is encoded and not hashed yet: the address of its record in the arena. */
export type PendingNode = number

/** Words of a node's record, after those of its message. */
const HEIGHT_WORD = 3
const CHILD_WORD = 4
/** The record, and room for the header of the list. */
const RECORD_LENGTH = 32
/** Messages of at least so many blocks are hashed one by one. */
const SINGLE_BLOCKS = 8

/**
 * The nodes of one update, encoded in the memory of the hash kernel and hashed when all are there: two at a time, by
 * their height, children before parents. The digest of a child is written straight to its place in the parent.
 *
 * Until then nothing is hashed, so that a branch which a later removal merges away has cost no hash.
 */
export class NodeArena {
  private readonly memory: KeccakArena
  private readonly nodes: PendingNode[] = []
  private highest = 0

  constructor(memory: KeccakArena) {
    this.memory = memory
  }

  /** The memory in which nodes are encoded; another object after `begin` or `finish` may have made it grow. */
  get bytes(): Uint8Array {
    return this.memory.bytes
  }

  /** Where the payload of a node of at most `capacity` bytes may be written. */
  begin(capacity: number): number {
    return this.memory.reserve(RECORD_LENGTH + capacity + KECCAK_PADDING) + RECORD_LENGTH
  }

  /** The node whose payload was written from `start`, which `begin` gave, to `end`. */
  finish(start: number, end: number, height: number): PendingNode {
    const { bytes, words } = this.memory
    const source = start - prefixLength(end - start)
    writePrefix(LIST_PREFIX, end - start, bytes, source)
    const node = start - RECORD_LENGTH
    words[(node >> 2) + recordWord.source] = source
    words[(node >> 2) + recordWord.length] = end - source
    words[(node >> 2) + HEIGHT_WORD] = height
    words[(node >> 2) + CHILD_WORD] = 0
    if (height > this.highest) this.highest = height
    this.nodes.push(node)
    return node
  }

  /** The node is not part of the trie after all. */
  drop(node: PendingNode): void {
    this.words[(node >> 2) + recordWord.length] = 0
  }

  lengthOf(node: PendingNode): number {
    return this.words[(node >> 2) + recordWord.length] ?? 0
  }

  heightOf(node: PendingNode): number {
    return this.words[(node >> 2) + HEIGHT_WORD] ?? 0
  }

  /** A copy of the node's encoding; the hash of its child may be missing in it. */
  encodingOf(node: PendingNode): Uint8Array {
    const source = this.sourceOf(node)
    return this.bytes.slice(source, source + this.lengthOf(node))
  }

  /** The child of an extension, when that is pending too. */
  childOf(extension: PendingNode): PendingNode | undefined {
    return this.words[(extension >> 2) + CHILD_WORD] || undefined
  }

  setChild(extension: PendingNode, child: PendingNode): void {
    this.words[(extension >> 2) + CHILD_WORD] = child
  }

  /** Length of the item by which a parent names the node. */
  itemLength(node: PendingNode): number {
    const length = this.lengthOf(node)
    return length < HASH_LENGTH ? length : 1 + HASH_LENGTH
  }

  /**
   * Writes that item: the node itself if it is short, and then it is dropped; else a place for its hash.
   * @returns the least height of the parent
   */
  link(node: PendingNode, at: number): number {
    const { bytes, words } = this.memory
    const length = this.lengthOf(node)
    if (length < HASH_LENGTH) {
      const source = this.sourceOf(node)
      bytes.copyWithin(at, source, source + length)
      this.drop(node)
      return 0
    }
    bytes[at] = HASH_STRING
    words[(node >> 2) + recordWord.target] = at + 1
    return this.heightOf(node) + 1
  }

  /** Hashes all nodes and puts them to `sink`; the result is the hash of `root`, which nothing links to. */
  seal(root: PendingNode, sink: TrieNodeSink): Uint8Array {
    const target = this.memory.reserve(HASH_LENGTH)
    this.words[(root >> 2) + recordWord.target] = target
    this.hashAll()
    const { bytes, words } = this.memory
    for (const node of this.nodes) {
      const word = node >> 2
      const length = words[word + recordWord.length] ?? 0
      if (length === 0) continue
      const source = words[word + recordWord.source] ?? 0
      sink.put(bytes, words[word + recordWord.target] ?? 0, source, length)
    }
    return bytes.slice(target, target + HASH_LENGTH)
  }

  private hashAll(): void {
    const { order, ends } = this.inBuckets()
    let start = 0
    for (const [bucket, end] of ends.entries()) {
      const isPaired = bucket % SINGLE_BLOCKS !== 0
      let i = start
      for (; isPaired && i + 1 < end; i += 2) this.memory.hashPair(order[i] ?? 0, order[i + 1] ?? 0)
      for (; i < end; i++) this.memory.hash(order[i] ?? 0)
      start = end
    }
  }

  /** The nodes by height, and among those by number of blocks; where each bucket ends. A counting sort. */
  private inBuckets(): { order: Int32Array; ends: Int32Array } {
    const live = this.nodes.filter((node) => this.lengthOf(node) > 0)
    const ends = new Int32Array((this.highest + 1) * SINGLE_BLOCKS)
    for (const node of live) increment(ends, this.bucketOf(node))
    let total = 0
    for (let bucket = 0; bucket < ends.length; bucket++) {
      const count = ends[bucket] ?? 0
      ends[bucket] = total
      total += count
    }
    const order = new Int32Array(total)
    for (const node of live) order[increment(ends, this.bucketOf(node))] = node
    return { order, ends }
  }

  private bucketOf(node: PendingNode): number {
    const blocks = blocksOf(this.lengthOf(node))
    return this.heightOf(node) * SINGLE_BLOCKS + (blocks < SINGLE_BLOCKS ? blocks : 0)
  }

  /** Where its encoding is. */
  sourceOf(node: PendingNode): number {
    return this.words[(node >> 2) + recordWord.source] ?? 0
  }

  private get words(): Int32Array {
    return this.memory.words
  }
}

/** Adds one; the number before. */
function increment(counts: Int32Array, index: number): number {
  const count = counts[index] ?? 0
  counts[index] = count + 1
  return count
}
