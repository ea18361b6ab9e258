import { createHash } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'
import { beforeContracts, withoutContracts } from './compilation-gate.ts'

const tierFlags = ['liftoff', 'wasm-lazy-compilation']
const kernelFlags = [...tierFlags, 'wasm-stack-checks']

/**
 * Compiles a kernel of our own with V8's optimising compiler, at once and whole. Threads that this one starts afterwards get
 * the compiled module.
 *
 * V8 has no on-stack replacement for Wasm and compiles lazily with its baseline compiler, under which a hash kernel is
 * several times slower. A kernel calls nothing and its loops are short, so it needs no stack check; the one at the head
 * of a loop would make the register allocator spill around it (a sixth of the time of a hash).
 *
 * The flags are read at the start of a compilation, so they are set for this one alone and then put back to V8's
 * defaults. They are the process's: once there are contracts, which must have stack checks whatever thread compiles them,
 * a kernel gets them, too. For small kernels of our own: the cost is some milliseconds on the calling thread.
 */
export function compileOptimised(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  const name = `gantry kernel ${createHash('sha256').update(bytes).digest('hex')}`
  const known: unknown = getEnvironmentData(name)
  if (known instanceof WebAssembly.Module) return known
  const module =
    withoutContracts(() => compileWithout(kernelFlags, bytes)) ?? compileWithout(tierFlags, bytes)
  setEnvironmentData(name, module)
  return module
}

/**
 * Compiles a contract with V8's optimising compiler, at once and whole; it checks the native stack like all others. Takes as
 * long as it takes: for threads that nobody waits for. The flags are the process's: what other threads compile meanwhile
 * may be optimised early, too.
 */
export function compileWhole(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  beforeContracts()
  return compileWithout(tierFlags, bytes)
}

/** Compiles a contract as V8 does it by itself: function by function, when they are called. */
export function compileLazily(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  beforeContracts()
  return new WebAssembly.Module(bytes)
}

function compileWithout(
  flags: readonly string[],
  bytes: Uint8Array<ArrayBuffer>,
): WebAssembly.Module {
  for (const flag of flags) setFlagsFromString(`--no-${flag}`)
  try {
    return new WebAssembly.Module(bytes)
  } finally {
    for (const flag of flags) setFlagsFromString(`--${flag}`)
  }
}
