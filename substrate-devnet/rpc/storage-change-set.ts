import type { Json } from '../../src/json-rpc/json.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { equalBytes } from '../../src/primitives/equal-bytes.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { StorageView } from '../../src/substrate-host/storage-view.ts'
import { hexOrNull } from '../results/value.ts'

/** A key and what is there; undefined: nothing. */
export type Entry = readonly [key: Uint8Array, value: Uint8Array | undefined]

/** What `state_subscribeStorage` and `state_queryStorage` show of a block. */
export function storageChangeSet(block: Hash, entries: readonly Entry[]): Json {
  return {
    block: toHex(block),
    changes: entries.map(([key, value]) => [toHex(key), hexOrNull(value)]),
  }
}

/** Some keys of a state, which tells what of them is new. */
export class WatchedKeys {
  readonly #keys: readonly Uint8Array[]
  #values: readonly (Uint8Array | undefined)[]

  constructor(keys: readonly Uint8Array[], state: StorageView) {
    this.#keys = keys
    this.#values = read(keys, state)
  }

  /** All of them. */
  entries(): readonly Entry[] {
    return this.#keys.map((key, i) => [key, this.#values[i]])
  }

  /** Goes on to another state; the entries that are not the same in it. */
  advance(state: StorageView): readonly Entry[] {
    const before = this.#values
    this.#values = read(this.#keys, state)
    return this.entries().filter(([, value], i) => !isSame(value, before[i]))
  }
}

/** Copies: what a state returns is not kept. */
function read(
  keys: readonly Uint8Array[],
  state: StorageView,
): readonly (Uint8Array | undefined)[] {
  return keys.map((key) => {
    const value = state.get(key)
    return value && Uint8Array.from(value)
  })
}

function isSame(left: Uint8Array | undefined, right: Uint8Array | undefined): boolean {
  if (left === undefined || right === undefined) return left === right
  return equalBytes(left, right)
}
