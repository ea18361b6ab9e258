import { setFlagsFromString } from 'node:v8'

const tierFlags = ['liftoff', 'wasm-lazy-compilation']
const kernelFlags = [...tierFlags, 'wasm-stack-checks']

/**
 * Compiles a kernel of our own with V8's optimising compiler, at once and whole.
 *
 * V8 has no on-stack replacement for Wasm and compiles lazily with its baseline compiler, under which a hash kernel is
 * several times slower. A kernel calls nothing and its loops are short, so it needs no stack check; the one at the head
 * of a loop would make the register allocator spill around it (a sixth of the time of a hash).
 *
 * The flags are read at the start of a compilation, so they are set for this one alone and then put back to V8's
 * defaults. For small kernels of our own: the cost is some milliseconds on the calling thread.
 */
export function compileOptimised(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  return compileWithout(kernelFlags, bytes)
}

/**
 * Compiles a contract with V8's optimising compiler, at once and whole; it checks the native stack like all others. Takes as
 * long as it takes: for threads that nobody waits for. The flags are the process's: what other threads compile meanwhile
 * may be optimised early, too.
 */
export function compileWhole(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  return compileWithout(tierFlags, bytes)
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
