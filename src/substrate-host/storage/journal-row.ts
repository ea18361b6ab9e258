import type { StoreEntry } from '../../state/index.ts'

/** What a block changed among the trie nodes of the store. A key in both lists stays. */
export interface JournalRow {
  /** Keys of nodes that belonged to the state before. */
  readonly removals: readonly Uint8Array[]
  /** Nodes of the new state. */
  readonly insertions: readonly StoreEntry[]
}

/**
 * A row as it is stored: the number of removals (4 bytes), each with its length before it (4 bytes), then key and record of
 * each insertion likewise. Numbers are big-endian.
 */
export function encodeJournalRow({ removals, insertions }: JournalRow): Uint8Array {
  const parts = [...removals, ...insertions.flatMap(({ key, value }) => [key, value])]
  const length = parts.reduce((sum, part) => sum + 4 + part.length, 4)
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, removals.length)
  let at = 4
  for (const part of parts) {
    view.setUint32(at, part.length)
    bytes.set(part, at + 4)
    at += 4 + part.length
  }
  return bytes
}

/** The row of stored bytes, as views of them; `undefined` when they are none. */
export function decodeJournalRow(bytes: Uint8Array): JournalRow | undefined {
  const parts = [...partsOf(bytes)]
  if (bytes.length < 4) return undefined
  const count = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  const rest = parts.length - count
  if (rest < 0 || rest % 2 !== 0) return undefined
  const insertions: StoreEntry[] = []
  for (let i = count; i < parts.length; i += 2) {
    insertions.push({ key: parts[i] as Uint8Array, value: parts[i + 1] as Uint8Array })
  }
  return { removals: parts.slice(0, count), insertions }
}

function* partsOf(bytes: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 4; at + 4 <= bytes.length; ) {
    const length = view.getUint32(at)
    yield bytes.subarray(at + 4, at + 4 + length)
    at += 4 + length
  }
}
