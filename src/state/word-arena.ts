/** Number of the word that is always zero. */
export const ZERO_WORD = 0

const INITIAL_WORDS = 32
const BYTES_PER_WORD = 32
const LANES_PER_WORD = 8

// The word zero alone, which every arena without another word reads and none writes to.
const ZERO_BYTES = new Uint8Array(BYTES_PER_WORD)
const ZERO_LANES = new Int32Array(LANES_PER_WORD)

/**
 * Append-only 32-byte words in one growing buffer, named by their number. A value that is written becomes a new word
 * and the old one stays, so that undoing a write is setting back a number.
 *
 * Zero is always word 0 and no other word is zero: `word === ZERO_WORD` is the test for zero.
 */
export class WordArena {
  /** All words; replaced by a larger array when the arena grows. */
  bytes: Uint8Array
  private lanes: Int32Array
  private length = 1

  constructor() {
    this.bytes = ZERO_BYTES
    this.lanes = ZERO_LANES
  }

  /** Number of words, with zero. */
  get size(): number {
    return this.length
  }

  /** Forgets all words but zero, and keeps the memory. */
  clear(): void {
    this.length = 1
  }

  /** Appends the word at `source[offset .. +32)`. */
  push(source: Uint8Array, offset: number): number {
    const start = this.reserve()
    const { bytes } = this
    let any = 0
    for (let i = 0; i < BYTES_PER_WORD; i++) {
      const byte = source[offset + i] ?? 0
      bytes[start + i] = byte
      any |= byte
    }
    if (any === 0) return ZERO_WORD
    return this.length++
  }

  /** Makes room for one more word and says at which offset of `bytes` it is to be written; `take` then numbers it. */
  reserve(): number {
    const start = this.length * BYTES_PER_WORD
    if (start === this.bytes.length) this.grow()
    return start
  }

  /** Numbers the word that was written at the reserved offset. */
  take(): number {
    const first = this.length * LANES_PER_WORD
    let any = 0
    for (let i = 0; i < LANES_PER_WORD; i++) any |= this.lanes[first + i] ?? 0
    if (any === 0) return ZERO_WORD
    return this.length++
  }

  equals(left: number, right: number): boolean {
    if (left === right) return true
    const a = left * LANES_PER_WORD
    const b = right * LANES_PER_WORD
    for (let i = 0; i < LANES_PER_WORD; i++) {
      if (this.lanes[a + i] !== this.lanes[b + i]) return false
    }
    return true
  }

  /** Whether `word` is what stands at `source[offset .. +32)`. */
  matches(word: number, source: Uint8Array, offset: number): boolean {
    const { bytes } = this
    const start = word * BYTES_PER_WORD
    for (let i = 0; i < BYTES_PER_WORD; i++) {
      if (bytes[start + i] !== source[offset + i]) return false
    }
    return true
  }

  /** Copies `word` to `target[offset .. +32)`. */
  copyTo(word: number, target: Uint8Array, offset: number): void {
    const { bytes } = this
    const start = word * BYTES_PER_WORD
    for (let i = 0; i < BYTES_PER_WORD; i++) target[offset + i] = bytes[start + i] ?? 0
  }

  /** A copy of `word`. */
  read(word: number): Uint8Array {
    return this.bytes.slice(word * BYTES_PER_WORD, (word + 1) * BYTES_PER_WORD)
  }

  private grow(): void {
    const length = Math.max(INITIAL_WORDS * BYTES_PER_WORD, this.bytes.length * 2)
    const buffer = new ArrayBuffer(length)
    const bytes = new Uint8Array(buffer)
    bytes.set(this.bytes)
    this.bytes = bytes
    this.lanes = new Int32Array(buffer)
  }
}
