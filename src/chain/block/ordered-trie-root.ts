import { toMinimalBytes } from '../../primitives/big-endian.ts'
import type { Hash } from '../../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { encodeRlp } from '../../primitives/rlp.ts'
import { updateTrie } from '../../state/trie/update-trie.ts'

/**
 * The root of the trie that holds a list: the keys are the RLP of the positions (Yellow Paper, section 4.4.3).
 * Transactions, receipts and withdrawals of a block are summed up like this.
 */
export function orderedTrieRoot(encodings: readonly Uint8Array[]): Hash {
  const entries = encodings.map((value, index) => ({
    key: encodeRlp(toMinimalBytes(BigInt(index))),
    value,
  }))
  return updateTrie({ get: () => undefined }, EMPTY_TRIE_ROOT, entries, () => {})
}
