import { toBytes32, toMinimalBytes } from '../src/primitives/big-endian.ts'
import { EMPTY_CODE_HASH, EMPTY_TRIE_ROOT } from '../src/primitives/empty-hashes.ts'
import { keccak256 } from '../src/primitives/keccak256.ts'
import { encodeRlp } from '../src/primitives/rlp.ts'
import type { TrieChange } from '../src/state/trie/trie-changes.ts'

/** Leaves of a trie before, and what a block then changes. */
export interface TrieWorkload {
  readonly name: string
  readonly initial: readonly TrieChange[]
  readonly changes: readonly TrieChange[]
}

const SLOTS = 50_000
const CHANGED_SLOTS = 10_000
const ACCOUNTS = 100_000
const CHANGED_ACCOUNTS = 1_000

/** The storage of one account: seven of ten changes change a slot, two fill a new one, one clears one. */
export function slotWorkload(): TrieWorkload {
  return {
    name: `${CHANGED_SLOTS} of ${SLOTS} slots`,
    initial: Array.from({ length: SLOTS }, (_, i) => slot(i, BigInt(i) ** 5n + 1n)),
    changes: Array.from({ length: CHANGED_SLOTS }, (_, i) => {
      const isNew = i % 10 >= 8
      const value = i % 10 === 0 ? 0n : BigInt(i) ** 4n * 1_000_003n + 7n
      return slot(isNew ? SLOTS + i : (i * 7919) % SLOTS, value)
    }),
  }
}

/** The state trie: a block of transfers between accounts of which one in ten is new. */
export function accountWorkload(): TrieWorkload {
  return {
    name: `${CHANGED_ACCOUNTS} of ${ACCOUNTS} accounts`,
    initial: Array.from({ length: ACCOUNTS }, (_, i) => account(i, 0)),
    changes: Array.from({ length: CHANGED_ACCOUNTS }, (_, i) =>
      account(i % 10 === 9 ? ACCOUNTS + i : (i * 7919) % ACCOUNTS, 1),
    ),
  }
}

/** One block changes what one transaction does: the sender, the recipient, the fee's recipient. */
export function singleWorkload(): TrieWorkload {
  const { initial, changes } = accountWorkload()
  return { name: `3 of ${ACCOUNTS} accounts`, initial, changes: changes.slice(0, 3) }
}

function slot(index: number, value: bigint): TrieChange {
  const leaf = value === 0n ? undefined : encodeRlp(toMinimalBytes(value))
  return { key: toBytes32(BigInt(index)), value: leaf }
}

function account(index: number, nonce: number): TrieChange {
  const balance = BigInt(index + 1) * 10n ** 15n - BigInt(nonce)
  const fields = [BigInt(nonce), balance].map(toMinimalBytes)
  const value = encodeRlp([...fields, EMPTY_TRIE_ROOT, EMPTY_CODE_HASH])
  return { key: keccak256(toBytes32(BigInt(index))).subarray(0, 20), value }
}
