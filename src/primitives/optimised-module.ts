import { setFlagsFromString } from 'node:v8'

/**
 * Compiles a module with V8's optimising compiler, at once and whole.
 *
 * V8 has no on-stack replacement for Wasm and compiles lazily with its baseline compiler, under which a hash kernel is
 * several times slower. The flags are read at the start of a compilation, so they are set for this one alone and then
 * put back to V8's defaults. For small kernels of our own: the cost is some milliseconds on the calling thread.
 */
export function compileOptimised(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  setFlagsFromString('--no-liftoff')
  setFlagsFromString('--no-wasm-lazy-compilation')
  try {
    return new WebAssembly.Module(bytes)
  } finally {
    setFlagsFromString('--liftoff')
    setFlagsFromString('--wasm-lazy-compilation')
  }
}
