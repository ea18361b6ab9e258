import { equalBytes } from '../../primitives/equal-bytes.ts'
import { keyOfName, nameOfKey } from '../key-name.ts'
import type { StateRoots } from '../state-roots.ts'
import type {
  ChildStorageChanges,
  StorageChanges,
  TransactionIndexing,
} from '../storage-changes.ts'
import type { StorageView } from '../storage-view.ts'
import type { StateVersion } from '../trie/state-trie.ts'
import { childRootKey, touchesChildStorage } from './child-storage-key.ts'
import { Journal } from './journal.ts'
import { NoOpenTransactionError } from './no-open-transaction-error.ts'
import { OverlayTable, type TableBackend } from './overlay-table.ts'
import { NOTHING_REMOVED, type Removal, type RemovalRange } from './removal.ts'

/** Nothing is below the off-chain index: it is only written. */
const NOTHING: TableBackend = { get: () => undefined, nextKey: () => undefined }

/**
 * The changes of a block or of a call over a state, in nested transactions: exact roll back, ordered reading, and at the
 * end the changes as plain data. What it costs depends on what is changed, never on how much is in the state.
 *
 * Host functions find keys by their names (`nameOfKey`): a text made of the memory of the runtime is found 1.4 times as fast
 * as bytes by a hash table in JavaScript (docs/decisions/substrate-host.md). What is given as a value is kept.
 */
export class Overlay implements StorageView {
  readonly #view: StorageView
  readonly #roots: StateRoots
  readonly #journal = new Journal()
  readonly #top: OverlayTable
  readonly #children = new Map<string, OverlayTable>()
  readonly #offchain: OverlayTable
  readonly #transactionIndex: TransactionIndexing[] = []
  /** Transactions that the runtime did not open and may not close. */
  #outerDepth = 0
  #changes: StorageChanges | undefined

  /** An overlay without changes. */
  constructor(view: StorageView, roots: StateRoots) {
    this.#view = view
    this.#roots = roots
    this.#top = new OverlayTable(view, this.#journal)
    this.#offchain = new OverlayTable(NOTHING, this.#journal)
  }

  // Reading

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#top.get(nameOfKey(key))
  }

  /** The value at the key with this name. */
  read(name: string): Uint8Array | undefined {
    return this.#top.get(name)
  }

  nextKey(key: Uint8Array): Uint8Array | undefined {
    return this.#top.nextKey(key)
  }

  childGet(child: Uint8Array, key: Uint8Array): Uint8Array | undefined {
    return this.#child(child).get(nameOfKey(key))
  }

  childNextKey(child: Uint8Array, key: Uint8Array): Uint8Array | undefined {
    return this.#child(child).nextKey(key)
  }

  // Changing

  /** Sets the value at the key with this name; `undefined` removes it. */
  write(name: string, value: Uint8Array | undefined): void {
    this.#changes = undefined
    this.#top.set(name, value)
  }

  /** Sets the value at `key`; `undefined` removes it. */
  set(key: Uint8Array, value: Uint8Array | undefined): void {
    this.write(nameOfKey(key), value)
  }

  /** Adds an encoded item to the SCALE vector at the key with this name. */
  append(name: string, item: Uint8Array): void {
    this.#changes = undefined
    this.#top.append(name, item)
  }

  /** Removes the keys that begin with `prefix`; none when roots of child tries could be among them. */
  removePrefix(prefix: Uint8Array, range: RemovalRange): Removal {
    if (touchesChildStorage(prefix)) return NOTHING_REMOVED
    this.#changes = undefined
    return this.#top.removePrefix(prefix, range)
  }

  /** Sets the value at `key` in a child trie; `undefined` removes it. */
  childSet(child: Uint8Array, key: Uint8Array, value: Uint8Array | undefined): void {
    this.#changes = undefined
    this.#child(child).set(nameOfKey(key), value)
  }

  /** Removes the keys of a child trie that begin with `prefix`: all with an empty one. */
  childRemovePrefix(child: Uint8Array, prefix: Uint8Array, range: RemovalRange): Removal {
    this.#changes = undefined
    return this.#child(child).removePrefix(prefix, range)
  }

  /** Sets an entry of the node's off-chain index; `undefined` removes it. */
  setOffchain(key: Uint8Array, value: Uint8Array | undefined): void {
    this.#changes = undefined
    this.#offchain.set(nameOfKey(key), value)
  }

  /** Asks the node to keep the bytes of a transaction. No roll back takes this away, as in other nodes. */
  indexTransaction(indexing: TransactionIndexing): void {
    this.#changes = undefined
    this.#transactionIndex.push(indexing)
  }

  // Transactions

  /** Open transactions, those of the runtime included. */
  get depth(): number {
    return this.#journal.depth
  }

  /** Opens a transaction within those that are open. */
  startTransaction(): void {
    this.#journal.start()
  }

  /**
   * Closes the innermost transaction and keeps its changes.
   * @throws NoOpenTransactionError also while a runtime runs that has not opened it
   */
  commitTransaction(): void {
    this.#refuseOuter()
    this.#journal.commit()
  }

  /**
   * Closes the innermost transaction and undoes its changes.
   * @throws NoOpenTransactionError also while a runtime runs that has not opened it
   */
  rollbackTransaction(): void {
    this.#refuseOuter()
    this.#changes = undefined
    this.#journal.rollback()
  }

  /** Gives the overlay to a runtime: what is open now stays so, what `run` leaves open is rolled back. */
  insideRuntime<Result>(run: () => Result): Result {
    const before = this.#outerDepth
    const depth = this.#journal.depth
    this.#outerDepth = depth
    try {
      return run()
    } finally {
      while (this.#journal.depth > depth) this.rollbackTransaction()
      this.#outerDepth = before
    }
  }

  // Results

  /** The root of the state with the changes so far. */
  root(version: StateVersion): Uint8Array {
    return this.#roots.stateRoot(this.changes(), version)
  }

  /** The root of a child trie with its changes so far, which is from now on the value at its key in the state. */
  childRoot(child: Uint8Array, version: StateVersion): Uint8Array | undefined {
    const key = childRootKey(child)
    const changes = this.#children.get(nameOfKey(child))?.changes() ?? []
    if (changes.length === 0) return this.get(key)
    const root = this.#roots.childRoot(child, changes, version)
    const known = this.get(key)
    if (root === known || (root && known && equalBytes(root, known))) return root
    this.set(key, root)
    return root
  }

  /** Everything that has changed so far. The same object again as long as nothing changes. */
  changes(): StorageChanges {
    this.#changes ??= {
      top: this.#top.changes(),
      children: this.#childChanges(),
      offchainIndex: this.#offchain.changes(),
      transactionIndex: [...this.#transactionIndex],
    }
    return this.#changes
  }

  #refuseOuter(): void {
    if (this.#journal.depth === this.#outerDepth) throw new NoOpenTransactionError()
  }

  #childChanges(): ChildStorageChanges[] {
    return [...this.#children]
      .map(([name, table]) => ({ child: keyOfName(name), changes: table.changes() }))
      .filter(({ changes }) => changes.length > 0)
      .sort((left, right) => Buffer.compare(left.child, right.child))
  }

  #child(child: Uint8Array): OverlayTable {
    const name = nameOfKey(child)
    const found = this.#children.get(name)
    if (found !== undefined) return found
    const view = this.#view
    const key = keyOfName(name)
    const backend: TableBackend = {
      get: (inChild) => view.childGet(key, inChild),
      nextKey: (inChild) => view.childNextKey(key, inChild),
    }
    const table = new OverlayTable(backend, this.#journal)
    this.#children.set(name, table)
    return table
  }
}
