import type { Address } from '../../primitives/address.ts'
import { type Bytes32, bytes32, type Hash } from '../../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { toHex } from '../../primitives/hex.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import type { AllocatedAccount } from '../allocation.ts'
import type { StateDiff } from '../state-diff.ts'
import type { StateView } from '../state-view.ts'
import { rangeOfPrefix, type Store, StoreBatch } from '../store/store.ts'
import { StoreCorruptError, StoreFormatError } from '../store/store-error.ts'
import type { TrieNodes } from '../trie/trie-nodes.ts'
import { type AccountProof, proveAccount } from './account-proof.ts'
import { decodeAccountRecord, NO_STORAGE } from './account-record.ts'
import { HeadView } from './head-view.ts'
import { writeTrimmed } from './slot-value.ts'
import { TrieView } from './trie-view.ts'
import { commitDiff } from './world-commit.ts'
import {
  addressOfKey,
  idBytes,
  idOfGarbageKey,
  metaKey,
  nodeKey,
  type StorageId,
  slotOfKey,
  storageKey,
  toId,
  worldPrefix,
} from './world-keys.ts'

/** Version of the entries in the store; another one is another format. */
export const WORLD_FORMAT = '1'

const formatKey = metaKey('format')
const stateRootKey = metaKey('stateRoot')
const nextStorageIdKey = metaKey('nextStorageId')
const FIRST_STORAGE_ID: StorageId = NO_STORAGE + 1

/**
 * The committed state in a store: flat entries for execution, trie nodes for roots, proofs and the past.
 *
 * Keeps nothing in memory that the store does not say: a batch that was prepared and never written leaves no trace.
 */
export interface World {
  /** Root of the state as it was last written. */
  readonly stateRoot: Hash
  /** The state as it was last written; follows later batches. */
  view(): StateView
  /**
   * Adds to `batch` everything that `diff` changes, relative to the state as it was last written, and gives the root
   * after it. Takes effect when the batch is written; one batch takes one commit.
   * @throws TrieNodeMissingError when the store is damaged
   */
  commit(diff: StateDiff, batch: StoreBatch): Hash
  /** Whether a state with this root was ever written. */
  hasState(root: Hash): boolean
  /** A state of the past; nothing is pruned. Reads throw TrieNodeMissingError when there was no state with this root. */
  viewAt(root: Hash): StateView
  /**
   * Proves an account and slots of it in the state with this root (EIP-1186).
   * @throws TrieNodeMissingError
   */
  proof(address: Address, keys: readonly Bytes32[], root: Hash): AccountProof
  /** All accounts as they were last written, with code and storage, in the order of their addresses. */
  dump(): AsyncIterable<AllocatedAccount>
  /**
   * Removes up to `limit` slots of storages that were cleared; returns how many. For times when nothing else is to do, and not
   * while a batch with a commit is made or written.
   */
  sweep(limit: number): Promise<number>
}

/**
 * The world in `store`; an empty store is the empty world.
 * @throws StoreFormatError, StoreCorruptError
 */
export function openWorld(store: Store): World {
  const format = store.get(formatKey)
  if (format !== undefined && Buffer.from(format).toString() !== WORLD_FORMAT) {
    throw new StoreFormatError(store.location, Buffer.from(format).toString(), WORLD_FORMAT)
  }
  const world = new StoredWorld(store)
  if (!world.hasState(world.stateRoot)) {
    throw new StoreCorruptError(store.location, undefined, 'The root of its last state is missing.')
  }
  return world
}

/**
 * A trie node as it was stored. Its name is its hash: a damaged one is found out, where a state made of it would not be.
 * @throws StoreCorruptError
 */
function wholeNode(store: Store, hash: Hash): Uint8Array | undefined {
  const encoding = store.get(nodeKey(hash))
  if (encoding === undefined || equalBytes(keccak256(encoding), hash)) return encoding
  throw new StoreCorruptError(
    store.location,
    undefined,
    `The trie node ${toHex(hash)} is not what was written.`,
  )
}

class StoredWorld implements World {
  private readonly store: Store
  private readonly nodes: TrieNodes
  private readonly head: HeadView

  constructor(store: Store) {
    this.store = store
    this.nodes = { get: (hash) => wholeNode(store, hash) }
    this.head = new HeadView(store)
  }

  get stateRoot(): Hash {
    const root = this.store.get(stateRootKey)
    return root === undefined ? EMPTY_TRIE_ROOT : bytes32(root)
  }

  view(): StateView {
    return this.head
  }

  commit(diff: StateDiff, batch: StoreBatch): Hash {
    const { nodes, stateRoot, head, store } = this
    const nextStorageId = toId(store.get(nextStorageIdKey) ?? idBytes(FIRST_STORAGE_ID))
    const record = ({ address }: { address: Address }) => head.record(address)
    const after = commitDiff({ nodes, stateRoot, nextStorageId, record }, diff, batch)
    batch.put(formatKey, new TextEncoder().encode(WORLD_FORMAT))
    batch.put(stateRootKey, after.stateRoot)
    batch.put(nextStorageIdKey, idBytes(after.nextStorageId))
    return after.stateRoot
  }

  hasState(root: Hash): boolean {
    return equalBytes(root, EMPTY_TRIE_ROOT) || this.nodes.get(root) !== undefined
  }

  viewAt(root: Hash): StateView {
    return new TrieView(this.nodes, root, this.head)
  }

  proof(address: Address, keys: readonly Bytes32[], root: Hash): AccountProof {
    return proveAccount(this.nodes, root, address, keys)
  }

  async *dump(): AsyncIterable<AllocatedAccount> {
    const accounts = this.store.iterate(rangeOfPrefix(Uint8Array.of(worldPrefix.account)))
    for await (const { key, value } of accounts) {
      const { nonce, balance, codeHash, storageId } = decodeAccountRecord(value)
      const storage = await this.slotsOf(storageId)
      const code = this.head.code(codeHash)
      yield { address: addressOfKey(key), nonce, balance, code, storage }
    }
  }

  async sweep(limit: number): Promise<number> {
    const batch = new StoreBatch()
    let left = limit
    let isEmpty = true
    const abandoned = this.store.iterate(rangeOfPrefix(Uint8Array.of(worldPrefix.garbage)))
    for await (const { key } of abandoned) {
      isEmpty = false
      const range = { ...rangeOfPrefix(storageKey(idOfGarbageKey(key))), limit: left }
      for await (const slot of this.store.iterate(range)) {
        batch.remove(slot.key)
        left--
      }
      if (left === 0) break
      batch.remove(key)
    }
    if (!isEmpty) await this.store.write(batch)
    return limit - left
  }

  private async slotsOf(id: StorageId): Promise<{ key: Bytes32; value: Bytes32 }[]> {
    const slots: { key: Bytes32; value: Bytes32 }[] = []
    if (id === NO_STORAGE) return slots
    for await (const entry of this.store.iterate(rangeOfPrefix(storageKey(id)))) {
      const value = new Uint8Array(32)
      writeTrimmed(entry.value, value, 0)
      slots.push({ key: slotOfKey(entry.key), value: bytes32(value) })
    }
    return slots
  }
}
