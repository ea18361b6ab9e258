import type { Hash } from '../../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import type { Account } from '../account.ts'
import type { AccountDiff, StateDiff } from '../state-diff.ts'
import type { StoreBatch } from '../store/store.ts'
import type { TrieChange } from '../trie/trie-changes.ts'
import type { TrieNodes } from '../trie/trie-nodes.ts'
import { updateSecureTrie } from '../trie/update-trie.ts'
import {
  type AccountRecord,
  encodeAccountRecord,
  encodeTrieAccount,
  NO_STORAGE,
} from './account-record.ts'
import { NodeLog } from './node-log.ts'
import { encodeSlot, trimWord } from './slot-value.ts'
import { accountKey, codeKey, garbageKey, type StorageId, slotKey } from './world-keys.ts'

/** What a commit starts from. */
export interface CommitBase {
  readonly nodes: TrieNodes
  readonly stateRoot: Hash
  /** The first storage id that was never used. */
  readonly nextStorageId: StorageId
  record(account: AccountDiff): AccountRecord | undefined
}

export interface CommitResult {
  readonly stateRoot: Hash
  readonly nextStorageId: StorageId
}

/** Adds to `batch` what makes the state at `base` into the one after `diff`: flat state, trie nodes and codes. */
export function commitDiff(base: CommitBase, diff: StateDiff, batch: StoreBatch): CommitResult {
  return new Commit(base, batch).apply(diff)
}

class Commit {
  private readonly base: CommitBase
  private readonly batch: StoreBatch
  private readonly log = new NodeLog()
  private nextStorageId: StorageId

  constructor(base: CommitBase, batch: StoreBatch) {
    this.base = base
    this.batch = batch
    this.nextStorageId = base.nextStorageId
  }

  apply(diff: StateDiff): CommitResult {
    for (const { hash, code } of diff.codes) this.batch.put(codeKey(hash), code)
    const leaves = diff.accounts.map((account) => this.applyAccount(account))
    const { nodes, stateRoot } = this.base
    const root = updateSecureTrie(nodes, stateRoot, leaves, this.log)
    this.batch.putAll(this.log)
    return { stateRoot: root, nextStorageId: this.nextStorageId }
  }

  private applyAccount(diff: AccountDiff): TrieChange {
    const { address, account } = diff
    const before = this.base.record(diff)
    if (account === undefined) {
      this.abandon(before)
      this.batch.remove(accountKey(address))
      return { key: address, value: undefined }
    }
    const record = this.recordAfter(diff, account, before)
    this.batch.put(accountKey(address), encodeAccountRecord(record))
    return { key: address, value: encodeTrieAccount(record) }
  }

  private recordAfter(
    diff: AccountDiff,
    { nonce, balance, codeHash }: Account,
    before: AccountRecord | undefined,
  ): AccountRecord {
    if (diff.storageCleared) this.abandon(before)
    const kept = diff.storageCleared ? undefined : before
    const { nodes } = this.base
    const rootBefore = kept?.storageRoot ?? EMPTY_TRIE_ROOT
    const storageRoot = updateSecureTrie(nodes, rootBefore, diff.storage.map(leafOfSlot), this.log)
    const storageId = this.writeSlots(diff, kept?.storageId ?? NO_STORAGE, storageRoot)
    return { nonce, balance, codeHash, storageRoot, storageId }
  }

  /** Writes the flat slots; returns the id of the storage afterwards. */
  private writeSlots(diff: AccountDiff, idBefore: StorageId, storageRoot: Hash): StorageId {
    if (diff.storage.length === 0) return idBefore
    const isNew = idBefore === NO_STORAGE
    if (isNew && equalBytes(storageRoot, EMPTY_TRIE_ROOT)) return NO_STORAGE
    const id = isNew ? this.nextStorageId++ : idBefore
    for (const { key, value } of diff.storage) {
      const trimmed = trimWord(value)
      if (trimmed.length === 0) this.batch.remove(slotKey(id, key, 0))
      else this.batch.put(slotKey(id, key, 0), trimmed)
    }
    return equalBytes(storageRoot, EMPTY_TRIE_ROOT) ? NO_STORAGE : id
  }

  /** The slots stay where they are, under an id that no account has any more, for `World.sweep`. */
  private abandon(record: AccountRecord | undefined): void {
    if (record === undefined || record.storageId === NO_STORAGE) return
    this.batch.put(garbageKey(record.storageId), new Uint8Array(0))
  }
}

const leafOfSlot = ({ key, value }: AccountDiff['storage'][number]): TrieChange => ({
  key,
  value: encodeSlot(value),
})
