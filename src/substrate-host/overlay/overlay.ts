import { equalBytes } from '../../primitives/equal-bytes.ts'
import type { StateRoots } from '../state-roots.ts'
import type {
  ChildStorageChanges,
  StorageChanges,
  TransactionIndexing,
} from '../storage-changes.ts'
import type { StorageView } from '../storage-view.ts'
import type { StateVersion } from '../trie/state-trie.ts'
import { childRootKey, touchesChildStorage } from './child-storage-key.ts'
import { compareBytes } from './compare-bytes.ts'
import { Journal } from './journal.ts'
import { KeyTable, NO_ENTRY } from './key-table.ts'
import { NoOpenTransactionError } from './no-open-transaction-error.ts'
import { OverlayTable, type TableBackend } from './overlay-table.ts'
import { NOTHING_REMOVED, type Removal, type RemovalRange } from './removal.ts'

/** Nothing is below the off-chain index: it is only written. */
const NOTHING: TableBackend = { get: () => undefined, nextKey: () => undefined }

/**
 * The changes of a block or of a call over a state, in nested transactions: exact roll back, ordered reading, and at the
 * end the changes as plain data. What it costs depends on what is changed, never on how much is in the state.
 *
 * Keys are read where they are, at an offset of any buffer; what it is given as a value it keeps.
 */
export class Overlay implements StorageView {
  readonly #view: StorageView
  readonly #roots: StateRoots
  readonly #journal = new Journal()
  readonly #top: OverlayTable
  readonly #childKeys = new KeyTable()
  readonly #children: OverlayTable[] = []
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
    return this.#top.get(key, 0, key.length)
  }

  /** The value at the key `source[offset ..]`. */
  read(source: Uint8Array, offset: number, length: number): Uint8Array | undefined {
    return this.#top.get(source, offset, length)
  }

  nextKey(key: Uint8Array): Uint8Array | undefined {
    return this.#top.nextKey(key)
  }

  childGet(child: Uint8Array, key: Uint8Array): Uint8Array | undefined {
    return this.#child(child).get(key, 0, key.length)
  }

  childNextKey(child: Uint8Array, key: Uint8Array): Uint8Array | undefined {
    return this.#child(child).nextKey(key)
  }

  // Changing

  /** Sets the value at the key `source[offset ..]`; `undefined` removes it. */
  write(source: Uint8Array, offset: number, length: number, value: Uint8Array | undefined): void {
    this.#changes = undefined
    this.#top.set(source, offset, length, value)
  }

  /** Sets the value at `key`; `undefined` removes it. */
  set(key: Uint8Array, value: Uint8Array | undefined): void {
    this.write(key, 0, key.length, value)
  }

  /** Adds an encoded item, `source[itemOffset ..]`, to the SCALE vector at the key `source[offset ..]`. */
  append(
    source: Uint8Array,
    offset: number,
    length: number,
    itemOffset: number,
    itemLength: number,
  ): void {
    this.#changes = undefined
    this.#top.append(source, offset, length, itemOffset, itemLength)
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
    this.#child(child).set(key, 0, key.length, value)
  }

  /** Removes the keys of a child trie that begin with `prefix`: all with an empty one. */
  childRemovePrefix(child: Uint8Array, prefix: Uint8Array, range: RemovalRange): Removal {
    this.#changes = undefined
    return this.#child(child).removePrefix(prefix, range)
  }

  /** Sets an entry of the node's off-chain index; `undefined` removes it. */
  setOffchain(key: Uint8Array, value: Uint8Array | undefined): void {
    this.#changes = undefined
    this.#offchain.set(key, 0, key.length, value)
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
    const index = this.#childKeys.find(child, 0, child.length)
    const changes = index === NO_ENTRY ? [] : (this.#children[index] as OverlayTable).changes()
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
    return this.#children
      .map((table, index) => ({ child: this.#childKeys.key(index), changes: table.changes() }))
      .filter(({ changes }) => changes.length > 0)
      .sort((left, right) => compareBytes(left.child, right.child))
  }

  #child(child: Uint8Array): OverlayTable {
    const index = this.#childKeys.insert(child, 0, child.length)
    const found = this.#children[index]
    if (found !== undefined) return found
    const key = this.#childKeys.key(index)
    const view = this.#view
    const backend: TableBackend = {
      get: (name) => view.childGet(key, name),
      nextKey: (name) => view.childNextKey(key, name),
    }
    const table = new OverlayTable(backend, this.#journal)
    this.#children.push(table)
    return table
  }
}
