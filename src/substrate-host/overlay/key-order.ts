import { compareBytes } from './compare-bytes.ts'
import type { OverlayEntry } from './overlay-entry.ts'

/** A full chunk is split in two; measured flat between 32 and 128 (bench/substrate-host.ts). */
const CHUNK_SIZE = 64

/**
 * The entries of an overlay in the order of their keys: sorted chunks in a sorted list.
 *
 * Entries wait until somebody asks for the order, since most blocks never do.
 */
export class KeyOrder {
  readonly #chunks: OverlayEntry[][] = []
  #waiting: OverlayEntry[] = []

  /** Adds an entry whose key is not there yet. */
  add(entry: OverlayEntry): void {
    this.#waiting.push(entry)
  }

  /** The entries with keys from `key` on, or above it when `bound` is `after`. */
  *from(key: Uint8Array, bound: 'at' | 'after'): Generator<OverlayEntry> {
    this.#settle()
    const least = bound === 'at' ? 0 : 1
    let chunkIndex = Math.max(0, this.#chunkOf(key))
    let index = 0
    const first = this.#chunks[chunkIndex]
    if (first !== undefined) index = lowerBound(first, key, least)
    for (;;) {
      const chunk = this.#chunks[chunkIndex]
      if (chunk === undefined) return
      for (; index < chunk.length; index++) yield chunk[index] as OverlayEntry
      chunkIndex++
      index = 0
    }
  }

  /** All entries. */
  *[Symbol.iterator](): Generator<OverlayEntry> {
    this.#settle()
    for (const chunk of this.#chunks) yield* chunk
  }

  #settle(): void {
    const waiting = this.#waiting
    if (waiting.length === 0) return
    this.#waiting = []
    if (this.#chunks.length === 0 && waiting.length > CHUNK_SIZE) {
      this.#fill(waiting)
      return
    }
    for (const entry of waiting) this.#insert(entry)
  }

  /** The first entries, many at once: sorted together. */
  #fill(entries: OverlayEntry[]): void {
    entries.sort((left, right) => compareBytes(left.key, right.key))
    const half = CHUNK_SIZE / 2
    for (let i = 0; i < entries.length; i += half) this.#chunks.push(entries.slice(i, i + half))
  }

  #insert(entry: OverlayEntry): void {
    const chunkIndex = Math.max(0, this.#chunkOf(entry.key))
    const chunk = this.#chunks[chunkIndex]
    if (chunk === undefined) {
      this.#chunks.push([entry])
      return
    }
    chunk.splice(lowerBound(chunk, entry.key, 0), 0, entry)
    if (chunk.length < CHUNK_SIZE) return
    this.#chunks.splice(chunkIndex + 1, 0, chunk.splice(CHUNK_SIZE / 2))
  }

  /** The last chunk that does not begin above `key`; -1 when all do. */
  #chunkOf(key: Uint8Array): number {
    let low = 0
    let high = this.#chunks.length
    while (low < high) {
      const middle = (low + high) >> 1
      const [first] = this.#chunks[middle] as [OverlayEntry]
      if (compareBytes(first.key, key) <= 0) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}

/** The index of the first entry whose key compared with `key` is `least` or more. */
function lowerBound(chunk: readonly OverlayEntry[], key: Uint8Array, least: 0 | 1): number {
  let low = 0
  let high = chunk.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (Math.sign(compareBytes((chunk[middle] as OverlayEntry).key, key)) < least) low = middle + 1
    else high = middle
  }
  return low
}
