import { randomInt } from 'node:crypto'

/** What a look-up that finds nothing returns. */
export const NOT_FOUND = -1

const INITIAL_ENTRIES = 16
/** Slots per entry: linear probing stays short while at most half of the slots are taken. */
const SLOTS_PER_ENTRY = 2
/** Finding and freeing one slot takes as long as overwriting so many. */
const SLOTS_PER_CLEARED_ENTRY = 16
const BYTES_PER_LANE = 4
const MAX_KEY_LENGTH = 32

// What tables without entries have in common. Nothing is written to it: an insertion finds no room and makes some.
const NO_KEYS = new Uint8Array(0)
const NO_LANES = new Int32Array(0)
const ONE_FREE_SLOT = new Int32Array(1)

/**
 * A hash table from byte strings of one length, each together with an integer tag, to 0, 1, 2 ... in the order of
 * insertion. The number of an entry is an index into whatever columns the owner keeps beside the table.
 *
 * Keys are read in place at an offset of any buffer; neither look-up nor insertion allocates, apart from growth.
 * Open addressing with linear probing over typed arrays. The hash decides where an entry lies and never in which
 * order entries are visited, so results do not depend on it, and it may have a seed that differs from run to run: whoever
 * chooses the keys cannot prepare many that collide. (Some are always possible: flipping the top bit of a word and one
 * bit of the next cancels out, which makes classes of 128 keys. With the seed known, n keys would take n² / 2 steps.)
 */
export class ByteTable {
  /** Number of entries. */
  size = 0
  /** The keys, one after the other; replaced by a larger array when the table grows. */
  keys: Uint8Array
  /** The tags, by entry; replaced like `keys`. */
  tags: Int32Array
  readonly keyLength: number
  private readonly lanesPerKey: number
  /** The keys again, as int32 words: an eighth of the comparisons that bytes take. */
  private lanes: Int32Array
  private hashes: Int32Array
  /** Entry number plus one; zero for a free slot. */
  private slots: Int32Array

  /**
   * @param keyLength a multiple of four, at most 32
   * @param capacity entries to make room for; without it memory is taken at the first insertion, because most of the
   * tables of a transaction stay empty and five arrays take half a microsecond each
   */
  constructor(keyLength: number, capacity = 0) {
    this.keyLength = keyLength
    this.lanesPerKey = keyLength / BYTES_PER_LANE
    if (capacity === 0) {
      this.keys = NO_KEYS
      this.lanes = NO_LANES
      this.tags = NO_LANES
      this.hashes = NO_LANES
      this.slots = ONE_FREE_SLOT
      return
    }
    let entries = INITIAL_ENTRIES
    while (entries < capacity) entries *= 2
    this.keys = new Uint8Array(entries * keyLength)
    this.lanes = new Int32Array(entries * this.lanesPerKey)
    this.tags = new Int32Array(entries)
    this.hashes = new Int32Array(entries)
    this.slots = new Int32Array(entries * SLOTS_PER_ENTRY)
  }

  /** The entry of the key at `source[offset ..]` under `tag`, or `NOT_FOUND`. */
  find(source: Uint8Array, offset: number, tag = 0): number {
    const hash = readKey(source, offset, this.lanesPerKey, tag)
    return (this.slots[this.probe(tag, hash)] ?? 0) - 1
  }

  /** The entry of the key at `source[offset ..]` under `tag`, added when it is new: then `size` has grown by one. */
  insert(source: Uint8Array, offset: number, tag = 0): number {
    const hash = readKey(source, offset, this.lanesPerKey, tag)
    const slot = this.probe(tag, hash)
    const found = this.slots[slot] ?? 0
    if (found !== 0) return found - 1
    if (this.size < this.tags.length) return this.add(slot, source, offset, tag, hash)
    this.grow()
    return this.add(this.probe(tag, hash), source, offset, tag, hash)
  }

  /** A copy of the key of `entry`. */
  key(entry: number): Uint8Array {
    return this.keys.slice(entry * this.keyLength, (entry + 1) * this.keyLength)
  }

  /** Forgets all entries and keeps the memory. Takes time by the number of entries, not by that of slots. */
  clear(): void {
    if (this.size * SLOTS_PER_CLEARED_ENTRY > this.slots.length) this.slots.fill(0)
    else this.removeAll()
    this.size = 0
  }

  /** The slot that holds the key that was read last, or the free one where it belongs. */
  private probe(tag: number, hash: number): number {
    const { slots, hashes } = this
    const mask = slots.length - 1
    let slot = hash & mask
    for (;;) {
      const entry = (slots[slot] ?? 0) - 1
      if (entry < 0) return slot
      if (hashes[entry] === hash && this.holds(entry, tag)) return slot
      slot = (slot + 1) & mask
    }
  }

  /** The last one first: then the slots that each was put behind are still taken. */
  private removeAll(): void {
    const { slots, hashes } = this
    const mask = slots.length - 1
    for (let entry = this.size - 1; entry >= 0; entry--) {
      let slot = (hashes[entry] ?? 0) & mask
      while (slots[slot] !== entry + 1) slot = (slot + 1) & mask
      slots[slot] = 0
    }
  }

  private holds(entry: number, tag: number): boolean {
    if (this.tags[entry] !== tag) return false
    const { lanes, lanesPerKey } = this
    const start = entry * lanesPerKey
    for (let i = 0; i < lanesPerKey; i++) {
      if (lanes[start + i] !== keyRead[i]) return false
    }
    return true
  }

  private add(slot: number, source: Uint8Array, offset: number, tag: number, hash: number): number {
    const entry = this.size++
    const start = entry * this.keyLength
    for (let i = 0; i < this.keyLength; i++) this.keys[start + i] = source[offset + i] ?? 0
    for (let i = 0; i < this.lanesPerKey; i++) {
      this.lanes[entry * this.lanesPerKey + i] = keyRead[i] ?? 0
    }
    this.tags[entry] = tag
    this.hashes[entry] = hash
    this.slots[slot] = entry + 1
    return entry
  }

  private grow(): void {
    const entries = Math.max(INITIAL_ENTRIES, this.tags.length * 2)
    const { keys, lanes, tags, hashes } = this
    this.keys = new Uint8Array(entries * this.keyLength)
    this.keys.set(keys)
    this.lanes = new Int32Array(entries * this.lanesPerKey)
    this.lanes.set(lanes)
    this.tags = new Int32Array(entries)
    this.tags.set(tags)
    this.hashes = new Int32Array(entries)
    this.hashes.set(hashes)
    this.slots = new Int32Array(entries * SLOTS_PER_ENTRY)
    const mask = this.slots.length - 1
    for (let entry = 0; entry < this.size; entry++) {
      let slot = (hashes[entry] ?? 0) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = entry + 1
    }
  }
}

/** Reaches no result: only where in the table an entry lies. */
const SEED = randomInt(0x100000000)

/** Words of the key that was read last: a key is taken apart once, for hashing and for comparing. */
const keyRead = new Int32Array(MAX_KEY_LENGTH / BYTES_PER_LANE)

/** Reads a key into `keyRead`. Multiplicative hash of its words (Knuth's constant), finished like MurmurHash3. */
function readKey(source: Uint8Array, offset: number, lanes: number, tag: number): number {
  let hash = SEED ^ Math.imul(tag + 1, 0x9e3779b1)
  let at = offset
  for (let lane = 0; lane < lanes; lane++) {
    const word =
      (source[at] ?? 0) |
      ((source[at + 1] ?? 0) << 8) |
      ((source[at + 2] ?? 0) << 16) |
      ((source[at + 3] ?? 0) << 24)
    keyRead[lane] = word
    hash = Math.imul(hash ^ word, 0x9e3779b1)
    hash = (hash << 13) | (hash >>> 19)
    at += BYTES_PER_LANE
  }
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
