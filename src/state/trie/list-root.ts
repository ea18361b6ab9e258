import { toMinimalBytes } from '../../primitives/big-endian.ts'
import type { Hash } from '../../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { encodeRlp } from '../../primitives/rlp.ts'
import { updateTrie } from './update-trie.ts'

/**
 * Root of the trie that holds each item under the RLP of its position: the roots of transactions, receipts and
 * withdrawals in a block header (Yellow Paper, section 4.3.2). No item is empty.
 */
export function listRoot(items: readonly Uint8Array[]): Hash {
  const changes = items.map((value, i) => ({ key: encodeRlp(toMinimalBytes(BigInt(i))), value }))
  return updateTrie(NO_NODES, EMPTY_TRIE_ROOT, changes, NO_SINK)
}

const NO_NODES = { get: () => undefined }
const NO_SINK = { put: () => {} }
