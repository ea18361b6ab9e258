/** What a look-up that finds nothing returns. */
export const NOT_FOUND = -1

const INITIAL_ENTRIES = 16
/** Slots per entry: linear probing stays short while at most half of the slots are taken. */
const SLOTS_PER_ENTRY = 2

/**
 * A hash table from byte strings of one length, each together with an integer tag, to 0, 1, 2 ... in the order of
 * insertion. The number of an entry is an index into whatever columns the owner keeps beside the table.
 *
 * Keys are read in place at an offset of any buffer; neither look-up nor insertion allocates, apart from growth.
 * Open addressing with linear probing over typed arrays. The hash decides where an entry lies and never in which
 * order entries are visited, so results do not depend on it. It is fixed: whoever chooses the keys can make them
 * collide, and then n insertions take n² / 2 comparisons of an int32 (bench/state-commit.ts prints the time). Every
 * owner charges gas per key or bounds their number, so this is a factor on a bounded cost.
 */
export class ByteTable {
  /** Number of entries. */
  size = 0
  /** The keys, one after the other; replaced by a larger array when the table grows. */
  keys: Uint8Array
  /** The tags, by entry; replaced like `keys`. */
  tags: Int32Array
  readonly keyLength: number
  private hashes: Int32Array
  /** Entry number plus one; zero for a free slot. */
  private slots: Int32Array

  /** @param keyLength a multiple of four */
  constructor(keyLength: number, capacity: number = INITIAL_ENTRIES) {
    let entries = INITIAL_ENTRIES
    while (entries < capacity) entries *= 2
    this.keyLength = keyLength
    this.keys = new Uint8Array(entries * keyLength)
    this.tags = new Int32Array(entries)
    this.hashes = new Int32Array(entries)
    this.slots = new Int32Array(entries * SLOTS_PER_ENTRY)
  }

  /** The entry of the key at `source[offset ..]` under `tag`, or `NOT_FOUND`. */
  find(source: Uint8Array, offset: number, tag = 0): number {
    const slot = this.probe(source, offset, tag, hashOf(source, offset, this.keyLength, tag))
    return (this.slots[slot] ?? 0) - 1
  }

  /** The entry of the key at `source[offset ..]` under `tag`, added when it is new: then `size` has grown by one. */
  insert(source: Uint8Array, offset: number, tag = 0): number {
    const hash = hashOf(source, offset, this.keyLength, tag)
    let slot = this.probe(source, offset, tag, hash)
    const found = this.slots[slot] ?? 0
    if (found !== 0) return found - 1

    if (this.size === this.tags.length) {
      this.grow()
      slot = this.probe(source, offset, tag, hash)
    }
    const entry = this.size++
    const start = entry * this.keyLength
    for (let i = 0; i < this.keyLength; i++) this.keys[start + i] = source[offset + i] ?? 0
    this.tags[entry] = tag
    this.hashes[entry] = hash
    this.slots[slot] = entry + 1
    return entry
  }

  /** A copy of the key of `entry`. */
  key(entry: number): Uint8Array {
    return this.keys.slice(entry * this.keyLength, (entry + 1) * this.keyLength)
  }

  /** Forgets all entries and keeps the memory. */
  clear(): void {
    this.size = 0
    this.slots.fill(0)
  }

  /** The slot that holds the key, or the free one where it belongs. */
  private probe(source: Uint8Array, offset: number, tag: number, hash: number): number {
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (;;) {
      const entry = (this.slots[slot] ?? 0) - 1
      if (entry < 0) return slot
      if (this.hashes[entry] === hash && this.holds(entry, source, offset, tag)) return slot
      slot = (slot + 1) & mask
    }
  }

  private holds(entry: number, source: Uint8Array, offset: number, tag: number): boolean {
    if (this.tags[entry] !== tag) return false
    const start = entry * this.keyLength
    for (let i = 0; i < this.keyLength; i++) {
      if (this.keys[start + i] !== source[offset + i]) return false
    }
    return true
  }

  private grow(): void {
    const entries = this.tags.length * 2
    const { keys, tags, hashes } = this
    this.keys = new Uint8Array(entries * this.keyLength)
    this.keys.set(keys)
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

/** Multiplicative hash of int32 words (Knuth's constant), finished like MurmurHash3. */
function hashOf(source: Uint8Array, offset: number, length: number, tag: number): number {
  let hash = Math.imul(tag + 1, 0x9e3779b1)
  const end = offset + length
  for (let i = offset; i < end; i += 4) {
    const word =
      (source[i] ?? 0) |
      ((source[i + 1] ?? 0) << 8) |
      ((source[i + 2] ?? 0) << 16) |
      ((source[i + 3] ?? 0) << 24)
    hash = Math.imul(hash ^ word, 0x9e3779b1)
    hash = (hash << 13) | (hash >>> 19)
  }
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
