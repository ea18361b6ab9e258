import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { toHex } from '../../primitives/hex.ts'
import { startsWith } from '../../primitives/starts-with.ts'
import { nameOfKey } from '../key-name.ts'
import { childRootKey, DEFAULT_CHILD_PREFIX } from '../overlay/child-storage-key.ts'
import type { StateRoots } from '../state-roots.ts'
import type { ChildStorageChanges, StorageChange, StorageChanges } from '../storage-changes.ts'
import type { StorageView } from '../storage-view.ts'
import type { StateTrie, StateVersion } from '../trie/state-trie.ts'
import { childSpace, stateSpace } from './node-key.ts'
import { applyChanges, type SpaceChanges } from './state-change.ts'
import type { TrieSource } from './trie-source.ts'

/** A state with changes: itself, and what the store has to learn of it. */
export interface NextState {
  readonly state: CommittedState
  readonly spaces: readonly SpaceChanges[]
}

/** A state as it was after a block. Never changes; states share what they have in common. */
export class CommittedState implements StorageView, StateRoots {
  readonly root: Hash
  readonly #source: TrieSource
  readonly #trie: StateTrie
  readonly #children = new Map<string, StateTrie>()
  /** What was asked for last; a block asks for the root once, and then commits the same. */
  #next:
    | { readonly changes: StorageChanges; readonly version: StateVersion; readonly next: NextState }
    | undefined

  constructor(source: TrieSource, root: Hash, trie: StateTrie) {
    this.#source = source
    this.root = root
    this.#trie = trie
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#trie.get(key)
  }

  nextKey(key: Uint8Array): Uint8Array | undefined {
    return this.#trie.nextKey(key)
  }

  childGet(child: Uint8Array, key: Uint8Array): Uint8Array | undefined {
    return this.#childTrie(child).get(key)
  }

  childNextKey(child: Uint8Array, key: Uint8Array): Uint8Array | undefined {
    return this.#childTrie(child).nextKey(key)
  }

  /**
   * The trie nodes, as they are encoded and in the order of their bytes, on the ways to `keys`: of the state itself, or of the
   * child trie below `child` and to it.
   */
  proof(keys: readonly Uint8Array[], child?: Uint8Array): readonly Uint8Array[] {
    const nodes = new Map<string, Uint8Array>()
    const add = (trie: StateTrie, key: Uint8Array): void => {
      for (const node of trie.proof(key)) nodes.set(toHex(node), node)
    }
    if (child !== undefined) add(this.#trie, childRootKey(child))
    const trie = child === undefined ? this.#trie : this.#childTrie(child)
    for (const key of keys) add(trie, key)
    return [...nodes].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, node]) => node)
  }

  stateRoot(changes: StorageChanges, version: StateVersion): Uint8Array {
    return this.next(changes, version).state.root
  }

  childRoot(
    child: Uint8Array,
    changes: readonly StorageChange[],
    version: StateVersion,
  ): Uint8Array | undefined {
    const trie = this.#childTrie(child).fork()
    applyChanges(trie, changes, version)
    return trie.isEmpty ? undefined : trie.commit().root
  }

  /** The state with these changes. The same object of changes is worked out once. */
  next(changes: StorageChanges, version: StateVersion): NextState {
    const known = this.#next
    if (known?.changes === changes && known.version === version) return known.next
    const next = this.#change(changes, version)
    this.#next = { changes, version, next }
    return next
  }

  /** What leads from this state to another one. Roots of child tries are not among the changes. */
  changesTo(after: CommittedState): StorageChanges {
    const top: StorageChange[] = []
    const children: ChildStorageChanges[] = []
    for (const change of changesBetween(this.#trie, after.#trie)) {
      const child = childOfRootKey(change.key)
      if (child === undefined) top.push(change)
      else
        children.push({
          child,
          changes: changesBetween(this.#childTrie(child), after.#childTrie(child)),
        })
    }
    return { top, children, offchainIndex: [], transactionIndex: [] }
  }

  /** Every key of the state trie with its value, in order; each node on the way is compared with its hash. */
  *entries(): Generator<readonly [key: Uint8Array, value: Uint8Array]> {
    const nothing = this.#source.trie(stateSpace, undefined)
    for (const { key, after } of nothing.differences(this.#source.trie(stateSpace, this.root))) {
      if (after !== undefined) yield [key, after]
    }
  }

  /** Lets go of nodes in memory until at most `most` stay. */
  trim(most: number): void {
    this.#children.clear()
    this.#next = undefined
    this.#trie.trim(most)
  }

  #change(changes: StorageChanges, version: StateVersion): NextState {
    const trie = this.#trie.fork()
    applyChanges(trie, changes.top, version)
    const spaces: SpaceChanges[] = []
    const children = new Map(this.#children)
    for (const { child, changes: inside } of changes.children) {
      const childTrie = this.#childTrie(child).fork()
      applyChanges(childTrie, inside, version)
      const committed = childTrie.commit()
      if (childTrie.isEmpty) trie.remove(childRootKey(child))
      else trie.insert(childRootKey(child), committed.root, version)
      spaces.push({ space: childSpace(child), changes: committed })
      children.set(nameOfKey(child), childTrie)
    }
    const committed = trie.commit()
    spaces.push({ space: stateSpace, changes: committed })
    const state = new CommittedState(this.#source, bytes32(committed.root), trie)
    for (const [name, childTrie] of children) state.#children.set(name, childTrie)
    return { state, spaces }
  }

  #childTrie(child: Uint8Array): StateTrie {
    const name = nameOfKey(child)
    const known = this.#children.get(name)
    if (known !== undefined) return known
    const trie = this.#source.trie(childSpace(child), this.#trie.get(childRootKey(child)))
    this.#children.set(name, trie)
    return trie
  }
}

function changesBetween(before: StateTrie, after: StateTrie): readonly StorageChange[] {
  return [...before.differences(after)].map(({ key, after: value }) => ({ key, value }))
}

/** The child trie whose root is at `key`; `undefined` when `key` is another one. */
function childOfRootKey(key: Uint8Array): Uint8Array | undefined {
  const isRoot = startsWith(key, DEFAULT_CHILD_PREFIX)
  return isRoot ? key.subarray(DEFAULT_CHILD_PREFIX.length) : undefined
}
