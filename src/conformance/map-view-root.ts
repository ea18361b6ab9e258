import { address } from '../primitives/address.ts'
import { toBigint, toMinimalBytes } from '../primitives/big-endian.ts'
import type { Hash } from '../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../primitives/empty-hashes.ts'
import { fromHex } from '../primitives/hex.ts'
import { keccak256 } from '../primitives/keccak256.ts'
import { encodeRlp } from '../primitives/rlp.ts'
import type { MapView } from '../state/index.ts'
import type { TrieChange } from '../state/trie/trie-changes.ts'
import { updateTrie } from '../state/trie/update-trie.ts'

/**
 * The state root of a whole state in maps.
 * @see Yellow Paper, section 4.1 and appendix D
 */
export function rootOfMapView(view: MapView): Hash {
  return rootOf(
    [...view.accounts].map(([name, { nonce, balance, codeHash }]) => {
      const where = address(fromHex(name))
      const record = [
        toMinimalBytes(nonce),
        toMinimalBytes(balance),
        storageRoot(view, name),
        codeHash,
      ]
      return { key: keccak256(where), value: encodeRlp(record) }
    }),
  )
}

function storageRoot(view: MapView, name: string): Hash {
  return rootOf(
    [...(view.slots.get(name) ?? [])].map(([key, value]) => ({
      key: keccak256(fromHex(key)),
      value: encodeRlp(toMinimalBytes(toBigint(value))),
    })),
  )
}

function rootOf(entries: readonly TrieChange[]): Hash {
  return updateTrie({ get: () => undefined }, EMPTY_TRIE_ROOT, entries, { put: () => {} })
}
