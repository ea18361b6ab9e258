import { ByteTable, NOT_FOUND } from '../src/primitives/byte-table.ts'
import { BYTES32_LENGTH } from '../src/primitives/bytes32.ts'
import type { TrieNodeSink, TrieNodes } from '../src/state/trie/trie-nodes.ts'

/** Encoded trie nodes by hash, in memory. */
export class NodeTable implements TrieNodes, TrieNodeSink {
  readonly #table: ByteTable
  readonly #encodings: Uint8Array[] = []

  /** @param capacity how many nodes have room before the table grows */
  constructor(capacity?: number) {
    this.#table = new ByteTable(BYTES32_LENGTH, capacity)
  }

  get(hash: Uint8Array): Uint8Array | undefined {
    const entry = this.#table.find(hash, 0)
    return entry === NOT_FOUND ? undefined : this.#encodings[entry]
  }

  put(source: Uint8Array, hashOffset: number, offset: number, length: number): void {
    const entry = this.#table.insert(source, hashOffset)
    this.#encodings[entry] = source.slice(offset, offset + length)
  }

  /** All nodes, each with its hash. */
  *entries(): Generator<readonly [hash: Uint8Array, encoding: Uint8Array]> {
    for (let entry = 0; entry < this.#table.size; entry++) {
      yield [this.#table.key(entry), this.#encodings[entry] ?? new Uint8Array(0)]
    }
  }

  /** The same nodes, the encodings not copied. */
  copy(): NodeTable {
    const copy = new NodeTable(2 * this.#table.size)
    for (const [hash, encoding] of this.entries()) {
      copy.#encodings[copy.#table.insert(hash, 0)] = encoding
    }
    return copy
  }
}
