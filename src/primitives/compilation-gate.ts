import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'

const NAME = 'gantry compilation gate'
/** A thread that was ended while it compiled leaves the gate shut: nobody waits longer than this for it. */
const LONGEST_MS = 10_000

const gate = {
  /** No contract has been compiled in this process. */
  open: 0,
  /** A thread compiles a kernel, with V8's flags changed for all threads. */
  kernel: 1,
  /** Some thread has compiled contracts, and may do so at any moment: V8 compiles functions when they are first called. */
  contracts: 2,
} as const

const state = sharedState()

/**
 * Runs `compile` while no thread of this process compiles a contract, if none ever has: flags of V8 are the process's, and
 * what is right for a kernel is not for a contract.
 * @returns undefined when there have been contracts
 */
export function withoutContracts<Result>(compile: () => Result): Result | undefined {
  waitForKernel()
  const before = Atomics.compareExchange(state, 0, gate.open, gate.kernel)
  if (before === gate.kernel) return withoutContracts(compile)
  if (before === gate.contracts) return undefined
  try {
    return compile()
  } finally {
    // Somebody who waited too long may have shut it for kernels, and what compiles contracts counts on that.
    Atomics.compareExchange(state, 0, gate.kernel, gate.open)
    Atomics.notify(state, 0)
  }
}

/** To be called before code of others is compiled: waits until no kernel is being compiled, and none will be as above. */
export function beforeContracts(): void {
  if (Atomics.load(state, 0) === gate.contracts) return
  waitForKernel()
  const before = Atomics.compareExchange(state, 0, gate.open, gate.contracts)
  if (before === gate.kernel) beforeContracts()
}

function waitForKernel(): void {
  if (Atomics.wait(state, 0, gate.kernel, LONGEST_MS) !== 'timed-out') return
  Atomics.compareExchange(state, 0, gate.kernel, gate.contracts)
}

/** One for the process: threads inherit what their parents have set. */
function sharedState(): Int32Array {
  const known: unknown = getEnvironmentData(NAME)
  if (known instanceof SharedArrayBuffer) return new Int32Array(known)
  const buffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  setEnvironmentData(NAME, buffer)
  return new Int32Array(buffer)
}
