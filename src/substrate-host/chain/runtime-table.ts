import { CODE_KEY } from '../genesis/genesis-state.ts'
import { blake2b256 } from '../hashing/blake2b.ts'
import { nameOfKey } from '../key-name.ts'
import { Runtime } from '../runtime/runtime.ts'
import type { StorageView } from '../storage-view.ts'
import { CodeMissingError } from './chain-error.ts'

const HEAP_PAGES_KEY = new TextEncoder().encode(':heappages')

/** Runtimes that stay compiled. */
const MOST_RUNTIMES = 4

/** The runtimes of states, each compiled once. */
export class RuntimeTable {
  /** By the very bytes of the code: states share them, and hashing 1.5 MB takes a millisecond. */
  readonly #byBytes = new WeakMap<Uint8Array, Runtime>()
  readonly #byHash = new Map<string, Runtime>()

  /**
   * The runtime whose code is in a state.
   * @throws CodeMissingError, InvalidRuntimeError
   */
  of(state: StorageView): Runtime {
    const code = state.get(CODE_KEY)
    if (code === undefined) throw new CodeMissingError()
    const known = this.#byBytes.get(code)
    if (known !== undefined) return known
    const runtime = this.load(code, heapPagesOf(state))
    this.#byBytes.set(code, runtime)
    return runtime
  }

  /**
   * The runtime of this code.
   * @throws InvalidRuntimeError
   */
  load(code: Uint8Array, heapPages?: number): Runtime {
    const name = `${nameOfKey(blake2b256(code))}${heapPages ?? ''}`
    const known = this.#byHash.get(name)
    if (known !== undefined) return known
    const runtime = Runtime.load(code.slice(), heapPages === undefined ? {} : { heapPages })
    this.#byHash.set(name, runtime)
    const [oldest] = this.#byHash.keys()
    if (this.#byHash.size > MOST_RUNTIMES && oldest !== undefined) this.#byHash.delete(oldest)
    return runtime
  }
}

/** What the state asks for at `:heappages`: a `u64`. */
function heapPagesOf(state: StorageView): number | undefined {
  const bytes = state.get(HEAP_PAGES_KEY)
  if (bytes?.length !== 8) return undefined
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
}
