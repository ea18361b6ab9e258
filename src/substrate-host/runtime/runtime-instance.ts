import { BUDGET_EXPORT } from './call-budget.ts'
import type { CallContext } from './call-context.ts'
import { callFailure } from './call-failure.ts'
import { FreeingBumpAllocator } from './freeing-bump-allocator.ts'
import { GuestHost } from './guest-host.ts'
import { GuestMemory } from './guest-memory.ts'
import { InvalidRuntimeError } from './invalid-runtime-error.ts'
import { linkFunctions } from './link-functions.ts'
import { RuntimeCallError } from './runtime-call-error.ts'
import type { RuntimeCode } from './runtime-code.ts'

/** What instances of one runtime have in common. */
export interface InstanceSource {
  readonly code: RuntimeCode
  /** The shim in front of the imports that have an i64. */
  readonly shim: WebAssembly.Module
  /** Pages of memory that an instance may have at most. */
  readonly maxPages: number
  /** What every call may use up, see `withCallBudget`; `undefined` without a limit. */
  readonly callBudget: number | undefined
  readonly versionOf: GuestHost['versionOf']
}

/** An instance whose memory has grown beyond is not worth the time to wipe it. */
const LARGEST_REUSED = 8 * 1024 * 1024

type EntryPoint = (pointer: number, length: number) => bigint

interface InitialGlobal {
  readonly global: WebAssembly.Global
  readonly value: unknown
}

/** One instance of a runtime, with its memory and its heap. */
export class RuntimeInstance {
  readonly #code: RuntimeCode
  readonly #memory: GuestMemory
  readonly #host: GuestHost
  readonly #exports: WebAssembly.Exports
  readonly #globals: readonly InitialGlobal[]
  readonly #budget: WebAssembly.Global | undefined
  readonly #callBudget: number

  /** @throws InvalidRuntimeError */
  constructor({ code, shim, maxPages, callBudget, versionOf }: InstanceSource) {
    const { module, name, min } = code.memory
    const memory = new WebAssembly.Memory({ initial: min, maximum: maxPages })
    const upper = new WebAssembly.Memory({ initial: 1, maximum: 1 })
    this.#code = code
    this.#memory = new GuestMemory(memory)
    const heap = new FreeingBumpAllocator(this.#memory, code.heapBase, maxPages)
    this.#host = new GuestHost(this.#memory, heap, new Int32Array(upper.buffer), versionOf)
    const functions = linkFunctions(code.functions, shim, upper, this.#host)
    const imports = { ...functions, [module]: { ...functions[module], [name]: memory } }
    this.#exports = instantiate(code.module, imports)
    this.#budget = this.#exports[BUDGET_EXPORT] as WebAssembly.Global | undefined
    this.#callBudget = callBudget ?? 0
    this.#globals = code.globals.map((exported) => {
      const global = this.#exports[exported] as WebAssembly.Global
      return { global, value: global.value }
    })
  }

  /**
   * Calls an entry point with encoded arguments. After an exception the instance is not to be used again.
   * @throws RuntimeCallError
   */
  call(entry: string, input: Uint8Array, context: CallContext): Uint8Array {
    const run = this.#exports[entry]
    if (typeof run !== 'function') throw new RuntimeCallError(entry, 'noSuchEntry', '')
    const host = this.#host
    try {
      return context.overlay.insideRuntime(() =>
        host.within(context, () => this.#run(entry, run as unknown as EntryPoint, input)),
      )
    } catch (thrown) {
      if (this.#budget?.value === 0) throw new RuntimeCallError(entry, 'outOfBudget', '', thrown)
      throw callFailure(entry, thrown, host.panicMessage)
    }
  }

  /** Brings memory, globals and heap back to their beginning; whether that was possible. */
  restore(): boolean {
    const { image } = this.#code
    const { bytes, size } = this.#memory
    const { heap } = this.#host
    if (image === undefined || size > LARGEST_REUSED) return false
    image.restore(bytes, heap.bumper)
    for (const { global, value } of this.#globals) {
      if (global.value !== value) global.value = value
    }
    heap.reset()
    return true
  }

  #run(entry: string, run: EntryPoint, input: Uint8Array): Uint8Array {
    // The setter takes it modulo 2^32.
    if (this.#budget !== undefined) this.#budget.value = this.#callBudget
    const packed = run(this.#host.give(input), input.length)
    const pointer = Number(BigInt.asUintN(32, packed))
    const length = Number(BigInt.asUintN(32, packed >> 32n))
    if (pointer + length > this.#memory.size) throw new RuntimeCallError(entry, 'badResult', '')
    return this.#memory.copy(pointer, length)
  }
}

function instantiate(
  module: WebAssembly.Module,
  imports: WebAssembly.Imports,
): WebAssembly.Exports {
  try {
    return new WebAssembly.Instance(module, imports).exports
  } catch (cause) {
    if (cause instanceof InvalidRuntimeError) throw cause
    throw new InvalidRuntimeError('it cannot be instantiated', cause)
  }
}
