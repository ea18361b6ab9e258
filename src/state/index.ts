export { type Account, EMPTY_ACCOUNT, isEmptyAccount, type TrieAccount } from './account.ts'
export { type AllocatedAccount, diffOfAllocation } from './allocation.ts'
export { BalanceOutOfRangeError } from './balance-out-of-range-error.ts'
export { CodeMissingError } from './code-missing-error.ts'
export { CodeTable } from './code-table.ts'
export type { ContractCode } from './contract-code.ts'
export { type Checkpoint, InvalidCheckpointError } from './journal.ts'
export { MapView } from './map-view.ts'
export { OverlayView } from './overlay-view.ts'
export { type SlotStatus, slotStatus } from './slot-status.ts'
export { State } from './state.ts'
export type { AccountDiff, SlotDiff, StateDiff } from './state-diff.ts'
export type { FinishOptions } from './state-finish.ts'
export { StatePool } from './state-pool.ts'
export type { StateView } from './state-view.ts'
export { type LevelStoreOptions, openLevelStore } from './store/level-store.ts'
export { MemoryStore } from './store/memory-store.ts'
export {
  rangeOfPrefix,
  type Store,
  StoreBatch,
  type StoreChange,
  type StoreEntry,
  type StoreRange,
} from './store/store.ts'
export {
  StoreCorruptError,
  StoreFormatError,
  StoreLockedError,
  StoreUnavailableError,
} from './store/store-error.ts'
export { InvalidTrieNodeError } from './trie/invalid-trie-node-error.ts'
export { listRoot } from './trie/list-root.ts'
export { proveTrie } from './trie/prove-trie.ts'
export { readTrie } from './trie/read-trie.ts'
export type { TrieChange } from './trie/trie-changes.ts'
export { TrieNodeMissingError } from './trie/trie-node-missing-error.ts'
export type { TrieNodeSink, TrieNodes } from './trie/trie-nodes.ts'
export { updateSecureTrie, updateTrie } from './trie/update-trie.ts'
export { type TrieEntry, type WalkStart, walkTrie } from './trie/walk-trie.ts'
export type { AccountProof, StorageProof } from './world/account-proof.ts'
export { openWorld, WORLD_FORMAT, type World } from './world/world.ts'
