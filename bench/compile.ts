import { setFlagsFromString } from 'node:v8'

/** V8's compilers of Wasm: the optimising one, and the baseline one that it starts with. */
export type Tier = 'turbofan' | 'liftoff'

const flags: Readonly<Record<Tier | 'default', readonly string[]>> = {
  turbofan: ['--no-liftoff', '--no-wasm-lazy-compilation'],
  liftoff: [
    '--liftoff',
    '--no-wasm-tier-up',
    '--no-wasm-dynamic-tiering',
    '--no-wasm-lazy-compilation',
  ],
  default: ['--liftoff', '--wasm-tier-up', '--wasm-dynamic-tiering', '--wasm-lazy-compilation'],
}

let compilations = 0

/**
 * Compiles all of a module with one tier, which it then never leaves.
 *
 * V8 shares the code of equal bytes within a process, which would falsify both the tier and the compile time: a custom
 * section makes the bytes of every compilation different.
 */
export function compileWith(tier: Tier, bytes: Uint8Array): WebAssembly.Module {
  const unique = makeUnique(bytes)
  flags[tier].forEach(setFlagsFromString)
  try {
    return new WebAssembly.Module(unique)
  } finally {
    flags.default.forEach(setFlagsFromString)
  }
}

/** The module with a custom section at its end that holds a number never used before. */
export function makeUnique(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const number = compilations++
  const content = [1, 0x6e, number & 0xff, (number >> 8) & 0xff, (number >> 16) & 0xff]
  const unique = new Uint8Array(bytes.length + 2 + content.length)
  unique.set(bytes)
  unique.set([0, content.length, ...content], bytes.length)
  return unique
}
