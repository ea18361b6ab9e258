import { startsWith } from '../../src/primitives/starts-with.ts'
import type { ChainState } from '../../src/substrate-host/substrate-chain.ts'

/** The state, or one of its child tries. */
export interface KeyReader {
  get(key: Uint8Array): Uint8Array | undefined
  nextKey(key: Uint8Array): Uint8Array | undefined
}

/** A child trie of a state as a reader of its own; without `child` the state itself. */
export function keyReader(state: ChainState, child: Uint8Array | undefined): KeyReader {
  if (child === undefined) return state
  return {
    get: (key) => state.childGet(child, key),
    nextKey: (key) => state.childNextKey(child, key),
  }
}

/** The keys that begin with `prefix`, in their order; those after `start` when it is given. */
export function* keysBelow(
  reader: KeyReader,
  prefix: Uint8Array,
  start?: Uint8Array,
): Generator<Uint8Array> {
  let key: Uint8Array | undefined
  if (start === undefined || Buffer.compare(start, prefix) < 0) {
    key = reader.get(prefix) === undefined ? reader.nextKey(prefix) : prefix
  } else {
    key = reader.nextKey(start)
  }
  while (key !== undefined && startsWith(key, prefix)) {
    const kept: Uint8Array = Uint8Array.from(key)
    yield kept
    key = reader.nextKey(kept)
  }
}

/** The first `count` of `values`. */
export function take<T>(values: Iterable<T>, count: number): T[] {
  const taken: T[] = []
  if (count === 0) return taken
  for (const value of values) {
    taken.push(value)
    if (taken.length === count) break
  }
  return taken
}
