import type { OverlayEntry } from './overlay-entry.ts'

/** A full chunk is split in two. */
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

  /** The entries from the name `from` on, or above it when `bound` is `after`. */
  *from(from: string, bound: 'at' | 'after'): Generator<OverlayEntry> {
    this.#settle()
    let chunkIndex = Math.max(0, this.#chunkOf(from))
    let index = 0
    const first = this.#chunks[chunkIndex]
    if (first !== undefined) index = indexOf(first, from, bound)
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
    entries.sort((left, right) => (left.name < right.name ? -1 : 1))
    const half = CHUNK_SIZE / 2
    for (let i = 0; i < entries.length; i += half) this.#chunks.push(entries.slice(i, i + half))
  }

  #insert(entry: OverlayEntry): void {
    const chunkIndex = Math.max(0, this.#chunkOf(entry.name))
    const chunk = this.#chunks[chunkIndex]
    if (chunk === undefined) {
      this.#chunks.push([entry])
      return
    }
    chunk.splice(indexOf(chunk, entry.name, 'at'), 0, entry)
    if (chunk.length < CHUNK_SIZE) return
    this.#chunks.splice(chunkIndex + 1, 0, chunk.splice(CHUNK_SIZE / 2))
  }

  /** The last chunk that does not begin above `name`; -1 when all do. */
  #chunkOf(name: string): number {
    let low = 0
    let high = this.#chunks.length
    while (low < high) {
      const middle = (low + high) >> 1
      const [first] = this.#chunks[middle] as [OverlayEntry]
      if (first.name <= name) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}

/** The index of the first entry from `name` on, or above it. */
function indexOf(chunk: readonly OverlayEntry[], name: string, bound: 'at' | 'after'): number {
  let low = 0
  let high = chunk.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = (chunk[middle] as OverlayEntry).name
    if (other < name || (bound === 'after' && other === name)) low = middle + 1
    else high = middle
  }
  return low
}
