import type { StoreEntry } from '../../state/index.ts'
import type { TrieInsertion, TrieKey } from '../trie/trie-change.ts'
import { type NodeSpace, nodeKeyLength, writeNodeKey } from './node-key.ts'
import type { SpaceChanges } from './state-change.ts'

const NUMBER_LENGTH = 4

/** What a block changed among the trie nodes of the store. A key in both lists stays. */
export interface JournalRow {
  /** Keys of nodes that belonged to the state before. */
  readonly removals: readonly Uint8Array[]
  /** Nodes of the new state. */
  readonly insertions: readonly StoreEntry[]
}

/**
 * The row of a block whose tries were committed so, as it is stored: the number of removals (4 bytes), each with its length
 * before it (4 bytes), then key and record of each insertion likewise. Numbers are big-endian.
 */
export function encodeJournalRow(spaces: readonly SpaceChanges[]): Uint8Array {
  const writer = new RowWriter(rowLength(spaces))
  writer.number(spaces.reduce((sum, { changes }) => sum + changes.removals.length, 0))
  for (const { space, changes } of spaces) {
    for (const removal of changes.removals) writer.key(space, removal)
  }
  for (const { space, changes } of spaces) {
    for (const insertion of changes.insertions) {
      writer.key(space, insertion)
      writer.record(insertion)
    }
  }
  return writer.bytes
}

function rowLength(spaces: readonly SpaceChanges[]): number {
  let length = NUMBER_LENGTH
  for (const { space, changes } of spaces) {
    for (const { path } of changes.removals) {
      length += NUMBER_LENGTH + nodeKeyLength(space, path.length)
    }
    for (const { path, encoding, behind } of changes.insertions) {
      length += 2 * NUMBER_LENGTH + nodeKeyLength(space, path.length)
      length += encoding.length + behind.length
    }
  }
  return length
}

class RowWriter {
  readonly bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(length: number) {
    this.bytes = new Uint8Array(length)
    this.#view = new DataView(this.bytes.buffer)
  }

  number(value: number): void {
    this.#view.setUint32(this.#at, value)
    this.#at += NUMBER_LENGTH
  }

  key(space: NodeSpace, key: TrieKey): void {
    const length = nodeKeyLength(space, key.path.length)
    this.number(length)
    writeNodeKey(this.bytes, this.#at, space, key)
    this.#at += length
  }

  record({ encoding, behind }: TrieInsertion): void {
    this.number(encoding.length + behind.length)
    this.bytes.set(encoding, this.#at)
    this.bytes.set(behind, this.#at + encoding.length)
    this.#at += encoding.length + behind.length
  }
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
