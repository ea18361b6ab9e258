import { ByteTable, NOT_FOUND } from '../src/primitives/byte-table.ts'
import { BYTES32_LENGTH } from '../src/primitives/bytes32.ts'
import type { TrieNodeSink, TrieNodes } from '../src/state/trie/trie-nodes.ts'

const CHUNK_BYTES = 1 << 20

/** Encoded trie nodes by hash, in memory: one after the other in large chunks. */
export class NodeTable implements TrieNodes, TrieNodeSink {
  readonly #table = new ByteTable(BYTES32_LENGTH)
  readonly #base: NodeTable | undefined
  readonly #chunks: Uint8Array[] = [new Uint8Array(CHUNK_BYTES)]
  #end = 0
  /** Per node: its chunk, and where it starts and ends there. */
  readonly #places: number[] = []

  /** @param base whose nodes are here too; it is not written to */
  constructor(base?: NodeTable) {
    this.#base = base
  }

  get(hash: Uint8Array): Uint8Array | undefined {
    const entry = this.#table.find(hash, 0)
    return entry === NOT_FOUND ? this.#base?.get(hash) : this.#encoding(entry)
  }

  put(source: Uint8Array, hashOffset: number, offset: number, length: number): void {
    if (this.#table.insert(source, hashOffset) * 3 < this.#places.length) return
    if (this.#end + length > CHUNK_BYTES) {
      this.#chunks.push(new Uint8Array(CHUNK_BYTES))
      this.#end = 0
    }
    const start = this.#end
    this.#end += length
    this.#chunks.at(-1)?.set(source.subarray(offset, offset + length), start)
    this.#places.push(this.#chunks.length - 1, start, this.#end)
  }

  /** All nodes, each with its hash, without those of the base. */
  *entries(): Generator<readonly [hash: Uint8Array, encoding: Uint8Array]> {
    for (let entry = 0; entry < this.#table.size; entry++) {
      yield [this.#table.key(entry), this.#encoding(entry)]
    }
  }

  #encoding(entry: number): Uint8Array {
    const chunk = this.#chunks[this.#places[entry * 3] ?? 0]
    if (chunk === undefined) throw new RangeError(`There is no node ${entry}.`)
    return chunk.subarray(this.#places[entry * 3 + 1], this.#places[entry * 3 + 2])
  }
}
