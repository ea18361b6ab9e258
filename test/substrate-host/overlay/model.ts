import { startsWith } from '../../../src/primitives/starts-with.ts'
import type { Removal, RemovalRange } from '../../../src/substrate-host/overlay/removal.ts'
import { key as keyOf, name } from '../map-storage.ts'

type Values = ReadonlyMap<string, Uint8Array>
/** `undefined` removes the key. */
type Changes = Map<string, Uint8Array | undefined>

/**
 * One trie's overlay in the plainest way: a copy of all changes for each open transaction. Written after sp-state-machine's
 * `OverlayedChanges` and `Ext`.
 */
export class OverlayModel {
  readonly #below: Values
  #changes: Changes = new Map()
  readonly #saved: Changes[] = []

  constructor(below: Values) {
    this.#below = below
  }

  get depth(): number {
    return this.#saved.length
  }

  get changes(): Changes {
    return new Map([...this.#changes].sort())
  }

  start(): void {
    this.#saved.push(new Map(this.#changes))
  }

  commit(): void {
    this.#saved.pop()
  }

  rollback(): void {
    this.#changes = this.#saved.pop() ?? this.#changes
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const at = name(key)
    return this.#changes.has(at) ? this.#changes.get(at) : this.#below.get(at)
  }

  set(key: Uint8Array, value: Uint8Array | undefined): void {
    this.#changes.set(name(key), value)
  }

  /** Vectors of fewer than 64 items in these tests. */
  append(key: Uint8Array, item: Uint8Array): void {
    const [count = 1, ...items] = this.get(key) ?? []
    const isVector = count % 4 === 0
    this.set(key, Uint8Array.from(isVector ? [count + 4, ...items, ...item] : [4, ...item]))
  }

  nextKey(after: Uint8Array): Uint8Array | undefined {
    const keys = [...new Set([...this.#below.keys(), ...this.#changes.keys()])].map(keyOf)
    return keys
      .filter((key) => Buffer.compare(key, after) > 0 && this.get(key) !== undefined)
      .sort(Buffer.compare)[0]
  }

  remove(prefix: Uint8Array, { limit, cursor }: RemovalRange): Removal {
    const own = [...this.#changes].filter(([key]) => startsWith(keyOf(key), prefix))
    const overlaid = own.filter(([, value]) => value !== undefined)
    for (const [key] of own) this.#changes.set(key, undefined)
    const below = [...this.#below.keys()]
      .sort()
      .filter(
        (key) =>
          startsWith(keyOf(key), prefix) && Buffer.compare(keyOf(key), cursor ?? prefix) >= 0,
      )
    const reached = below.slice(0, limit)
    const removed = reached.filter((key) => this.get(keyOf(key)) !== undefined)
    for (const key of removed) this.#changes.set(key, undefined)
    const rest = below[reached.length]
    return {
      cursor: rest === undefined ? undefined : keyOf(rest),
      backend: removed.length,
      unique: overlaid.length + removed.length,
      loops: reached.length,
    }
  }
}
