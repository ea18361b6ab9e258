import { createMPT, type MerklePatriciaTrie } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import { bigIntToUnpaddedBytes, unpadBytes } from '@ethereumjs/util'
import { address } from '../../../src/primitives/address.ts'
import { fromHex } from '../../../src/primitives/hex.ts'
import type { MapView } from '../../../src/state/map-view.ts'

const scalar = (value: bigint): Uint8Array =>
  value === 0n ? new Uint8Array(0) : bigIntToUnpaddedBytes(value)

/** The storage trie of one account, by @ethereumjs/mpt. */
export async function peerStorageTrie(view: MapView, name: string): Promise<MerklePatriciaTrie> {
  const trie = await createMPT({ useKeyHashing: true })
  for (const [key, value] of view.slots.get(name) ?? []) {
    await trie.put(fromHex(key), RLP.encode(unpadBytes(value)))
  }
  return trie
}

/** The state trie of everything in the view, by @ethereumjs/mpt: no code of ours on the way. */
export async function peerStateTrie(view: MapView): Promise<MerklePatriciaTrie> {
  const trie = await createMPT({ useKeyHashing: true })
  for (const [name, { nonce, balance, codeHash }] of view.accounts) {
    const storage = await peerStorageTrie(view, name)
    const leaf = RLP.encode([scalar(nonce), scalar(balance), storage.root(), codeHash])
    await trie.put(address(fromHex(name)), leaf)
  }
  return trie
}
