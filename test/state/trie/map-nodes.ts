import { expect } from 'vitest'
import type { Hash } from '../../../src/primitives/bytes32.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { keccak256 } from '../../../src/primitives/keccak256.ts'
import type { TrieNodeSink, TrieNodes } from '../../../src/state/trie/trie-nodes.ts'

/** Trie nodes in a map. */
export class MapNodes implements TrieNodes, TrieNodeSink {
  putCount = 0
  private readonly nodes = new Map<string, Uint8Array>()

  get(hash: Hash): Uint8Array | undefined {
    return this.nodes.get(toHex(hash))
  }

  put(source: Uint8Array, hashOffset: number, offset: number, length: number): void {
    const hash = toHex(source.subarray(hashOffset, hashOffset + 32))
    const encoding = source.slice(offset, offset + length)
    expect(toHex(keccak256(encoding))).toBe(hash)
    this.putCount++
    this.nodes.set(hash, encoding)
  }

  get size(): number {
    return this.nodes.size
  }

  keepOnly(hash: Hash): void {
    const kept = this.nodes.get(toHex(hash))
    this.nodes.clear()
    if (kept !== undefined) this.nodes.set(toHex(hash), kept)
  }
}
