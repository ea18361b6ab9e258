import { fromHex, toHex } from '../../src/primitives/hex.ts'
import type { StorageReads } from '../../src/substrate-pallet-bridge/storage/storage-reads.ts'

/** A state in a plain map by hex text. */
export class MapStorage implements StorageReads {
  readonly entries = new Map<string, Uint8Array>()

  get(key: Uint8Array): Uint8Array | undefined {
    return this.entries.get(toHex(key))
  }

  nextKey(key: Uint8Array): Uint8Array | undefined {
    const start = toHex(key)
    // Hex digits sort as the bytes do, a prefix before what goes on.
    const above = [...this.entries.keys()].filter((name) => name > start).sort()
    return above[0] === undefined ? undefined : fromHex(above[0])
  }

  put(key: Uint8Array, value: Uint8Array): void {
    this.entries.set(toHex(key), value)
  }

  delete(key: Uint8Array): void {
    this.entries.delete(toHex(key))
  }

  clearPrefix(prefix: Uint8Array): void {
    const start = toHex(prefix)
    for (const name of this.entries.keys()) {
      if (name.startsWith(start)) this.entries.delete(name)
    }
  }
}
