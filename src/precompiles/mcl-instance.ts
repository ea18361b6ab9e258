import { createRequire } from 'node:module'

/** The library of pairings. It holds one curve in its module's state. */
export type Mcl = typeof import('mcl-wasm')

const require = createRequire(import.meta.url)

/**
 * An instance that nobody else has, for one curve. Node gives a module that is not in its cache anew; what was in the
 * cache is put back.
 */
export function mclInstance(): Mcl {
  const folder = require.resolve('mcl-wasm').replace(/[^/\\]*$/, '')
  const cached = (): string[] =>
    Object.keys(require.cache).filter((path) => path.startsWith(folder))
  const shared = cached().map((path) => [path, require.cache[path]] as const)
  for (const path of cached()) delete require.cache[path]
  const own = require('mcl-wasm') as Mcl
  for (const path of cached()) delete require.cache[path]
  for (const [path, module] of shared) require.cache[path] = module
  return own
}
