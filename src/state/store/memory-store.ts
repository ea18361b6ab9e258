import type { Store, StoreBatch, StoreEntry, StoreRange } from './store.ts'

/** A `Store` in memory, for tests and for chains that are thrown away. Iterating sorts all keys. */
export class MemoryStore implements Store {
  readonly location = 'memory'
  version = 0
  private readonly entries = new Map<string, Uint8Array>()

  get(key: Uint8Array): Uint8Array | undefined {
    return this.entries.get(nameOf(key))
  }

  async *iterate({ from, to, order, limit }: StoreRange): AsyncIterable<StoreEntry> {
    const first = nameOf(from)
    const end = nameOf(to)
    const inRange = [...this.entries].filter(([name]) => name >= first && name < end)
    inRange.sort(([a], [b]) => (a < b ? -1 : 1))
    if (order === 'descending') inRange.reverse()
    for (const [name, value] of inRange.slice(0, limit)) {
      yield { key: new Uint8Array(Buffer.from(name, 'latin1')), value }
    }
  }

  async write(batch: StoreBatch): Promise<void> {
    for (const { key, value } of batch.changes()) {
      if (value === undefined) this.entries.delete(nameOf(key))
      else this.entries.set(nameOf(key), value)
    }
    this.version++
  }

  async close(): Promise<void> {}
}

/** One character per byte: text of this kind sorts as its bytes do. */
function nameOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1')
}
