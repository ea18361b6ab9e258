import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { type Store, StoreBatch } from '../../state/index.ts'
import { blake2b256 } from '../hashing/blake2b.ts'
import { nameOfKey } from '../key-name.ts'
import type { StorageChanges } from '../storage-changes.ts'
import { EMPTY_TRIE } from '../trie/encode-node.ts'
import type { StateVersion } from '../trie/state-trie.ts'
import { CommittedState, type NextState } from './committed-state.ts'
import { type JournalOptions, NodeJournal } from './node-journal.ts'
import { stateSpace } from './node-key.ts'
import { insertedNodes } from './state-change.ts'
import { TrieSource } from './trie-source.ts'

/** Nodes in memory, some hundred bytes each; half of them stay when there are more. */
const MOST_NODES = 200_000

/** States that stay open, the last used ones. */
const OPEN_STATES = 32

/** Changes that make one batch of the genesis. */
const GENESIS_BATCH = 20_000

const EMPTY_ROOT = bytes32(blake2b256(EMPTY_TRIE))

/** The states of a chain in a store. */
export class StateStore {
  readonly #journal: NodeJournal
  readonly #source: TrieSource
  readonly #store: Store
  readonly #open = new Map<string, CommittedState>()

  private constructor(store: Store, journal: NodeJournal) {
    this.#store = store
    this.#journal = journal
    this.#source = new TrieSource(journal)
  }

  /** @throws StoreCorruptError */
  static async open(store: Store, options: JournalOptions): Promise<StateStore> {
    return new StateStore(store, await NodeJournal.open(store, options))
  }

  /** The first block whose state is readable. */
  get oldest(): number {
    return this.#journal.oldest
  }

  /** The first block that can be gone back to. */
  get oldestRevertible(): number {
    return this.#journal.oldestInJournal
  }

  /** The state without keys. */
  get empty(): CommittedState {
    return this.#newState(EMPTY_ROOT)
  }

  /**
   * The state with this root, which belongs to a block from `oldest` on. Its nodes are loaded when they are needed.
   */
  stateAt(root: Hash): CommittedState {
    const name = nameOfKey(root)
    const state = this.#open.get(name) ?? this.#newState(root)
    this.#remember(name, state)
    return state
  }

  /**
   * Writes the state of block 0. It counts once the chain has written that block; what was written before that harms nobody.
   */
  async writeGenesis(changes: StorageChanges, version: StateVersion): Promise<CommittedState> {
    const { state, spaces } = this.empty.next(changes, version)
    let batch = new StoreBatch()
    let size = 0
    for (const { key, value } of insertedNodes(spaces)) {
      batch.put(key, value)
      if (++size % GENESIS_BATCH !== 0) continue
      await this.#store.write(batch)
      batch = new StoreBatch()
    }
    await this.#store.write(batch)
    this.settle(state)
    return state
  }

  /** Adds the state after block `number` to the batch; `final` is the last block that will not be taken back. */
  append(batch: StoreBatch, number: number, next: NextState, final: number): void {
    this.#journal.append(batch, number, next.spaces, final)
  }

  /** Once the batch is safe: `head` is the state that is read and changed from now on. */
  settle(head: CommittedState): void {
    this.#journal.settle()
    if (this.#source.count.nodes > MOST_NODES) {
      this.#open.clear()
      head.trim(MOST_NODES / 2)
      this.#source.count.nodes = MOST_NODES / 2
    }
    this.#remember(nameOfKey(head.root), head)
  }

  /** Adds to the batch that the blocks behind `number` have never been. */
  revert(batch: StoreBatch, number: number): void {
    this.#journal.revert(batch, number)
    this.#open.clear()
  }

  #newState(root: Hash): CommittedState {
    return new CommittedState(this.#source, root, this.#source.trie(stateSpace, root))
  }

  #remember(name: string, state: CommittedState): void {
    this.#open.delete(name)
    this.#open.set(name, state)
    const [oldest] = this.#open.keys()
    if (this.#open.size > OPEN_STATES && oldest !== undefined) this.#open.delete(oldest)
  }
}
