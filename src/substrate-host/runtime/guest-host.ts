import type { CallContext } from './call-context.ts'
import type { FreeingBumpAllocator } from './freeing-bump-allocator.ts'
import type { GuestMemory } from './guest-memory.ts'
import { SignatureBatch } from './signature-batch.ts'

/** Up to here a loop copies bytes faster than `set`, which takes 40 ns to begin with. */
const LONGEST_LOOP = 48

/** What host functions work with: the memory of an instance, its heap, and the call that is running. */
export class GuestHost {
  readonly memory: GuestMemory
  readonly heap: FreeingBumpAllocator
  readonly batch = new SignatureBatch()
  /** `Core_version` of some other code; `undefined` when it is no runtime. */
  readonly versionOf: (code: Uint8Array) => Uint8Array | undefined
  /** The upper half of an i64 result: JavaScript gives back the lower one. */
  readonly #upper: Int32Array
  #context: CallContext | undefined
  /** What the runtime said when it panicked. */
  panicMessage: string | undefined

  constructor(
    memory: GuestMemory,
    heap: FreeingBumpAllocator,
    upper: Int32Array,
    versionOf: GuestHost['versionOf'],
  ) {
    this.memory = memory
    this.heap = heap
    this.#upper = upper
    this.versionOf = versionOf
  }

  /** The call that is running. */
  get context(): CallContext {
    if (this.#context === undefined) throw new TypeError('no call of the runtime is running')
    return this.#context
  }

  /** Lets `run` work with `context`. */
  within<Result>(context: CallContext, run: () => Result): Result {
    this.#context = context
    this.panicMessage = undefined
    this.batch.reset()
    try {
      return run()
    } finally {
      this.#context = undefined
    }
  }

  /** An i64 from its halves: a pointer and a length, or a number. */
  wide(low: number, high: number): number {
    this.#upper[0] = high
    return low
  }

  /** Copies `bytes` to the heap of the runtime; gives back the pointer. */
  give(bytes: Uint8Array): number {
    const pointer = this.heap.allocate(bytes.length)
    const target = this.memory.bytes
    if (bytes.length > LONGEST_LOOP) {
      target.set(bytes, pointer)
      return pointer
    }
    for (let i = 0; i < bytes.length; i++) target[pointer + i] = bytes[i] as number
    return pointer
  }

  /** Copies `bytes` to the heap of the runtime; gives back pointer and length. */
  giveSized(bytes: Uint8Array): number {
    return this.wide(this.give(bytes), bytes.length)
  }
}
