import { trieHashes, trieRoot } from '../../src/substrate-host/functions/trie-root.ts'
import { childRootKey } from '../../src/substrate-host/overlay/child-storage-key.ts'
import type { StateRoots } from '../../src/substrate-host/state-roots.ts'
import type { StorageChange, StorageChanges } from '../../src/substrate-host/storage-changes.ts'
import type { StorageView } from '../../src/substrate-host/storage-view.ts'
import type { StateVersion } from '../../src/substrate-host/trie/state-trie.ts'

/** What the keys of child tries begin with where they are in one map with the others. */
export const CHILD_PREFIX = name(childRootKey(new Uint8Array(0)))

type Entries = Map<string, Uint8Array>

/** A state in maps, slow and plain: roots are computed from nothing each time. */
export class MapStorage implements StorageView, StateRoots {
  readonly top: Entries
  readonly children: Map<string, Entries>

  constructor(top: Entries = new Map(), children: Map<string, Entries> = new Map()) {
    this.top = top
    this.children = children
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.top.get(name(key))
  }

  nextKey(key: Uint8Array): Uint8Array | undefined {
    return next(this.top, key)
  }

  childGet(child: Uint8Array, key: Uint8Array): Uint8Array | undefined {
    return this.children.get(name(child))?.get(name(key))
  }

  childNextKey(child: Uint8Array, key: Uint8Array): Uint8Array | undefined {
    return next(this.children.get(name(child)) ?? new Map(), key)
  }

  stateRoot(changes: StorageChanges, version: StateVersion): Uint8Array {
    const after = this.with(changes)
    for (const { child } of changes.children) {
      const root = rootOf(after.children.get(name(child)) ?? new Map(), version)
      write(after.top, { key: childRootKey(child), value: root })
    }
    return rootOf(after.top, version) ?? trieRoot(trieHashes.blake2, [], version)
  }

  childRoot(
    child: Uint8Array,
    changes: readonly StorageChange[],
    version: StateVersion,
  ): Uint8Array | undefined {
    const entries = new Map(this.children.get(name(child)))
    for (const change of changes) write(entries, change)
    return rootOf(entries, version)
  }

  /** The state with `changes`, without the roots of its child tries. */
  with(changes: StorageChanges): MapStorage {
    const top = new Map(this.top)
    for (const change of changes.top) write(top, change)
    const children = new Map(this.children)
    for (const { child, changes: inChild } of changes.children) {
      const entries = new Map(children.get(name(child)))
      for (const change of inChild) write(entries, change)
      children.set(name(child), entries)
    }
    return new MapStorage(top, children)
  }

  /** The state after a block with `changes`. */
  committed(changes: StorageChanges, version: StateVersion): MapStorage {
    const after = this.with(changes)
    for (const { child } of changes.children) {
      const root = rootOf(after.children.get(name(child)) ?? new Map(), version)
      write(after.top, { key: childRootKey(child), value: root })
    }
    return after
  }
}

/** The map key of a storage key. */
export function name(key: Uint8Array): string {
  return Buffer.from(key).toString('hex')
}

/** The storage key of a map key. */
export function key(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

function next(entries: Entries, after: Uint8Array): Uint8Array | undefined {
  let least: Uint8Array | undefined
  for (const hex of entries.keys()) {
    const candidate = key(hex)
    if (Buffer.compare(candidate, after) <= 0) continue
    if (least === undefined || Buffer.compare(candidate, least) < 0) least = candidate
  }
  return least
}

function write(entries: Entries, { key, value }: StorageChange): void {
  if (value === undefined) entries.delete(name(key))
  else entries.set(name(key), value)
}

function rootOf(entries: Entries, version: StateVersion): Uint8Array | undefined {
  if (entries.size === 0) return undefined
  const pairs = [...entries].map(([hex, value]) => [key(hex), value] as const)
  return trieRoot(trieHashes.blake2, pairs, version)
}

/** Everything in a state but the roots of child tries; keys of child tries stand behind the key of their root. */
export function flatten(state: MapStorage): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of state.top) {
    if (!key.startsWith(CHILD_PREFIX)) flat.set(key, name(value))
  }
  for (const [child, entries] of state.children) {
    for (const [key, value] of entries) flat.set(CHILD_PREFIX + child + key, name(value))
  }
  return flat
}
