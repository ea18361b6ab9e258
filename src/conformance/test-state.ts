import { type Address, address } from '../primitives/address.ts'
import { toBigint, toMinimalBytes } from '../primitives/big-endian.ts'
import type { Hash } from '../primitives/bytes32.ts'
import { type Bytes32, ZERO_BYTES32 } from '../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../primitives/empty-hashes.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { fromHex, toHex } from '../primitives/hex.ts'
import { keccak256 } from '../primitives/keccak256.ts'
import { encodeRlp } from '../primitives/rlp.ts'
import {
  type Account,
  type AccountDiff,
  type AllocatedAccount,
  MapView,
  type StateDiff,
} from '../state/index.ts'
import type { TrieChange } from '../state/trie/trie-changes.ts'
import { updateTrie } from '../state/trie/update-trie.ts'

type Slots = ReadonlyMap<string, Bytes32>

/**
 * The state before a test, which many transactions are tried on. What of a root does not depend on the transaction is
 * computed once.
 */
export class TestState {
  readonly view: MapView
  readonly #leaves = new Map<string, TrieChange>()

  constructor(accounts: readonly AllocatedAccount[]) {
    this.view = new MapView(accounts)
  }

  /**
   * The state root after a diff to `view`.
   * @see Yellow Paper, section 4.1 and appendix D
   */
  rootAfter(diff: StateDiff): Hash {
    const changed = new Map<string, AccountDiff>(
      diff.accounts.map((change) => [toHex(change.address), change]),
    )
    const leaves: TrieChange[] = []
    for (const [name, account] of this.view.accounts) {
      if (!changed.has(name)) leaves.push(this.#leafBefore(name, account))
    }
    for (const [name, change] of changed) {
      const { address: where, account } = change
      if (account !== undefined) leaves.push(leafOf(where, account, this.#slotsAfter(name, change)))
    }
    return rootOf(leaves)
  }

  #leafBefore(name: string, account: Account): TrieChange {
    const known = this.#leaves.get(name)
    if (known !== undefined) return known
    const leaf = leafOf(address(fromHex(name)), account, this.view.slots.get(name) ?? new Map())
    this.#leaves.set(name, leaf)
    return leaf
  }

  #slotsAfter(name: string, { storageCleared, storage }: AccountDiff): Slots {
    const slots = new Map(storageCleared ? [] : this.view.slots.get(name))
    for (const { key, value } of storage) {
      if (equalBytes(value, ZERO_BYTES32)) slots.delete(toHex(key))
      else slots.set(toHex(key), value)
    }
    return slots
  }
}

function leafOf(where: Address, account: Account, slots: Slots): TrieChange {
  const { nonce, balance, codeHash } = account
  const record = [toMinimalBytes(nonce), toMinimalBytes(balance), storageRoot(slots), codeHash]
  return { key: keccak256(where), value: encodeRlp(record) }
}

function storageRoot(slots: Slots): Hash {
  return rootOf(
    [...slots].map(([key, value]) => ({
      key: keccak256(fromHex(key)),
      value: encodeRlp(toMinimalBytes(toBigint(value))),
    })),
  )
}

function rootOf(entries: readonly TrieChange[]): Hash {
  if (entries.length === 0) return EMPTY_TRIE_ROOT
  return updateTrie({ get: () => undefined }, EMPTY_TRIE_ROOT, entries, { put: () => {} })
}
