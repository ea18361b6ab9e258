import { GantryError } from '../../primitives/gantry-error.ts'
import { Overlay } from '../overlay/overlay.ts'
import type { StateRoots } from '../state-roots.ts'
import type { StorageView } from '../storage-view.ts'
import type { CallContext } from './call-context.ts'
import { decodeRuntimeVersion } from './decode-runtime-version.ts'
import { importShim } from './import-shim.ts'
import { isWide } from './link-functions.ts'
import { prepareCode } from './runtime-code.ts'
import { type InstanceSource, RuntimeInstance } from './runtime-instance.ts'
import type { RuntimeVersion } from './runtime-version.ts'

/** How a runtime is run. */
export interface RuntimeOptions {
  /** Pages of memory that instances may take beyond those they begin with; the value at `:heappages` where it is set. */
  readonly heapPages?: number
  /**
   * Turns of loops and calls of functions that one call of the runtime may take: 2,000,000,000 by default, some seconds.
   * At most 2^32 - 1.
   */
  readonly callBudget?: number | 'unlimited'
}

/** 128 MiB, as in other nodes. */
const DEFAULT_HEAP_PAGES = 2048
const MAX_WASM_PAGES = 65_536
const DEFAULT_CALL_BUDGET = 2_000_000_000
/** Calls are within each other only where an extension calls the runtime. */
const LARGEST_POOL = 2

/** The state in which a runtime is asked for its version: there is none. */
const NO_STATE: StorageView = {
  get: () => undefined,
  nextKey: () => undefined,
  childGet: () => undefined,
  childNextKey: () => undefined,
}
const NO_ROOTS: StateRoots = {
  stateRoot: () => new Uint8Array(32),
  childRoot: () => undefined,
}
const NO_INPUT = new Uint8Array(0)

/**
 * A FRAME runtime, compiled, with instances that are used again: each call finds memory as a new instance has it.
 *
 * Loading takes 30 to 60 ms for 1.5 MB; V8 compiles functions as they are called.
 */
export class Runtime {
  readonly #source: InstanceSource
  readonly #idle: RuntimeInstance[] = []
  #encodedVersion: Uint8Array | undefined
  #version: RuntimeVersion | undefined

  private constructor(source: InstanceSource) {
    this.#source = source
  }

  /**
   * Makes `code`, the value at `:code`, compressed or not, ready to be called.
   * @throws InvalidRuntimeError
   */
  static load(code: Uint8Array, options: RuntimeOptions = {}): Runtime {
    const { callBudget = DEFAULT_CALL_BUDGET, heapPages = DEFAULT_HEAP_PAGES } = options
    const prepared = prepareCode(code, callBudget === 'unlimited' ? 'unlimited' : 'budgeted')
    const { min, max = MAX_WASM_PAGES } = prepared.memory
    const runtime = new Runtime({
      code: prepared,
      shim: importShim(prepared.functions.filter(isWide).map(({ type }) => type)),
      maxPages: Math.min(min + heapPages, max, MAX_WASM_PAGES),
      callBudget: callBudget === 'unlimited' ? undefined : callBudget,
      versionOf,
    })
    runtime.#idle.push(new RuntimeInstance(runtime.#source)) // also finds out what is wrong with the imports
    return runtime
  }

  /** What the runtime says about itself. */
  get version(): RuntimeVersion {
    this.#version ??= decodeRuntimeVersion(this.encodedVersion)
    return this.#version
  }

  /** `version` as `Core_version` encodes it. */
  get encodedVersion(): Uint8Array {
    this.#encodedVersion ??= this.call('Core_version', NO_INPUT, {
      overlay: new Overlay(NO_STATE, NO_ROOTS),
    })
    return this.#encodedVersion
  }

  /**
   * Calls an entry point such as `Core_initialize_block` with its encoded arguments; gives back the encoded result.
   *
   * A call that fails has rolled back the storage transactions that it opened, and the runtime can be called again.
   * @throws RuntimeCallError
   */
  call(entry: string, input: Uint8Array, context: CallContext): Uint8Array {
    const instance = this.#idle.pop() ?? new RuntimeInstance(this.#source)
    const output = instance.call(entry, input, context)
    if (this.#idle.length < LARGEST_POOL && instance.restore()) this.#idle.push(instance)
    return output
  }
}

function versionOf(code: Uint8Array): Uint8Array | undefined {
  try {
    return Runtime.load(code).encodedVersion
  } catch (error) {
    if (error instanceof GantryError) return undefined
    throw error
  }
}
