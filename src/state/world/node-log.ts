import type { StoreChange } from '../store/store.ts'
import { HASH_LENGTH } from '../trie/trie-node.ts'
import type { TrieNodeSink } from '../trie/trie-nodes.ts'
import { worldPrefix } from './world-keys.ts'

const CHUNK_BYTES = 64 * 1024
const KEY_LENGTH = 1 + HASH_LENGTH

/**
 * The trie nodes of one commit as store entries, one after the other in large chunks. An entry becomes an object when
 * it is asked for: ten thousand nodes of a block would otherwise be forty thousand objects that live until it is written.
 */
export class NodeLog implements TrieNodeSink, Iterable<StoreChange> {
  private readonly chunks: Uint8Array[] = []
  /** Per node: its chunk, where its key starts in it, and where its encoding ends. */
  private readonly index: number[] = []
  private chunk = new Uint8Array(0)
  private end = 0

  put(source: Uint8Array, hashOffset: number, offset: number, length: number): void {
    const size = KEY_LENGTH + length
    if (this.end + size > this.chunk.length) this.addChunk(size)
    const { chunk, end: start } = this
    chunk[start] = worldPrefix.node
    for (let i = 0; i < HASH_LENGTH; i++) chunk[start + 1 + i] = source[hashOffset + i] ?? 0
    chunk.set(source.subarray(offset, offset + length), start + KEY_LENGTH)
    this.end = start + size
    this.index.push(this.chunks.length - 1, start, this.end)
  }

  *[Symbol.iterator](): Generator<StoreChange> {
    for (let i = 0; i < this.index.length; i += 3) {
      const chunk = this.chunks[this.index[i] ?? 0] ?? this.chunk
      const start = this.index[i + 1] ?? 0
      const keyEnd = start + KEY_LENGTH
      yield { key: chunk.subarray(start, keyEnd), value: chunk.slice(keyEnd, this.index[i + 2]) }
    }
  }

  private addChunk(atLeast: number): void {
    this.chunk = new Uint8Array(Math.max(CHUNK_BYTES, atLeast))
    this.chunks.push(this.chunk)
    this.end = 0
  }
}
