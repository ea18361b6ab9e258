import { calculateStateRoot, destroyWorker, runTask } from '@acala-network/chopsticks-core'
import type { StateVersion } from '../../src/substrate-host/trie/state-trie.ts'
import { CHILD_PREFIX, flatten, type MapStorage, name } from './map-storage.ts'

type HexString = `0x${string}`

/** What smoldot says of a call, or of several calls after each other in one overlay. */
export interface SmoldotOutcome {
  /** What the last one returned. */
  readonly output: Uint8Array
  /** Keys (those of child tries behind the key of their root) and values, `undefined` for removed ones. */
  readonly changes: ReadonlyMap<string, string | undefined>
  readonly offchain: ReadonlyMap<string, string | undefined>
}

/** One entry point with its input. */
export type Call = readonly [entry: string, input: Uint8Array]

/** Whether a runtime may import functions that smoldot does not have, or with another type. */
export type UnknownImports = 'allowed' | 'refused'

/** smoldot's executor: another implementation of the host functions, in another language. */
export class Smoldot {
  readonly #code: HexString
  readonly #unknownImports: UnknownImports

  constructor(code: Uint8Array, unknownImports: UnknownImports = 'allowed') {
    this.#code = hex(code)
    this.#unknownImports = unknownImports
  }

  /** Ends its thread, which is one for all. */
  static close(): Promise<void> {
    return destroyWorker()
  }

  /** The root of a state. */
  static root(state: MapStorage, version: StateVersion): Promise<string> {
    const entries = [...state.top].map(([key, value]): [HexString, HexString] => [
      `0x${key}`,
      hex(value),
    ])
    return calculateStateRoot(entries, version)
  }

  /** Runs the calls over `state`. */
  async run(state: MapStorage, calls: readonly Call[]): Promise<SmoldotOutcome> {
    const flat = withRoots(state)
    const sorted = [...flat.keys()].sort()
    const response = await runTask(
      {
        wasm: this.#code,
        calls: calls.map(([entry, input]): [string, HexString[]] => [entry, [hex(input)]]),
        mockSignatureHost: false,
        allowUnresolvedImports: this.#unknownImports === 'allowed',
        runtimeLogLevel: 0,
      },
      {
        getStorage: async (key: HexString) => {
          const value = flat.get(key.slice(2))
          return value === undefined ? undefined : `0x${value}`
        },
        getNextKey: async (prefix: HexString, key: HexString) =>
          nextKey(sorted, prefix.slice(2), key.slice(2)),
        offchainGetStorage: refuse,
        offchainTimestamp: refuse,
        offchainRandomSeed: refuse,
        offchainSubmitTransaction: refuse,
      } as never,
    )
    if ('Error' in response) throw new Error(response.Error)
    const { result, storageDiff, offchainStorageDiff } = response.Call
    // Roots of child tries are computed without asking for what is stored: they mean nothing.
    const entries = storageDiff.filter(([key]) => !isChildRoot(key.slice(2)))
    return {
      output: new Uint8Array(Buffer.from(result.slice(2), 'hex')),
      changes: new Map(entries.map(([key, value]) => [key.slice(2), value?.slice(2)])),
      offchain: new Map(offchainStorageDiff.map(([key, value]) => [key.slice(2), value?.slice(2)])),
    }
  }
}

/** Hexadecimal digits of the root's key of a child trie: children of these tests have names of 32 bytes. */
const CHILD_KEY_DIGITS = CHILD_PREFIX.length + 64

/** Everything in a state. */
function withRoots(state: MapStorage): Map<string, string> {
  const roots = [...state.top].filter(([key]) => isChildRoot(key))
  return new Map([...flatten(state), ...roots.map(([key, value]) => [key, name(value)] as const)])
}

function isInChild(key: string): boolean {
  return key.startsWith(CHILD_PREFIX) && !isChildRoot(key)
}

function isChildRoot(key: string): boolean {
  return key.startsWith(CHILD_PREFIX) && key.length === CHILD_KEY_DIGITS
}

function nextKey(sorted: readonly string[], prefix: string, after: string): HexString | undefined {
  // In the state trie smoldot asks with prefixes that are shorter than the key of a root.
  const isChild = prefix.startsWith(CHILD_PREFIX) && prefix.length >= CHILD_KEY_DIGITS
  const next = sorted.find(
    (key) => key > after && key.startsWith(prefix) && isChild === isInChild(key),
  )
  return next === undefined ? undefined : `0x${isChild ? next.slice(CHILD_KEY_DIGITS) : next}`
}

function hex(bytes: Uint8Array): HexString {
  return `0x${Buffer.from(bytes).toString('hex')}`
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('not in this test'))
}
