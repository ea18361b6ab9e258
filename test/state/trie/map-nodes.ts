import type { Hash } from '../../../src/primitives/bytes32.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import type { TrieNodes } from '../../../src/state/trie/trie-nodes.ts'

/** Trie nodes in a map. */
export class MapNodes implements TrieNodes {
  private readonly nodes = new Map<string, Uint8Array>()

  get(hash: Hash): Uint8Array | undefined {
    return this.nodes.get(toHex(hash))
  }

  put(hash: Hash, encoding: Uint8Array): void {
    this.nodes.set(toHex(hash), encoding)
  }

  keepOnly(hash: Hash): void {
    const kept = this.nodes.get(toHex(hash))
    this.nodes.clear()
    if (kept !== undefined) this.put(hash, kept)
  }
}
