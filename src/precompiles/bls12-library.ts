import { createRequire } from 'node:module'
import { PrecompileNotReadyError } from './precompile-not-ready-error.ts'

/** The library, set to BLS12-381. Its classes are others than those of the copy that bn254 uses. */
export type Bls12 = typeof import('mcl-wasm')

const require = createRequire(import.meta.url)

let loading: Promise<void> | undefined
let library: Bls12 | undefined

/** Loads the curve's library once. It is not loaded before it is asked for. */
export function loadBls12(): Promise<void> {
  loading ??= prepare()
  return loading
}

/**
 * The library.
 * @throws PrecompileNotReadyError before it is loaded
 */
export function bls12(): Bls12 {
  if (library === undefined) throw new PrecompileNotReadyError('bls12')
  return library
}

async function prepare(): Promise<void> {
  const own = ownCopy()
  await own.init(own.BLS12_381)
  own.setETHserialization(true) // big-endian numbers, flags of compressed points as in EIP-4844
  own.setMapToMode(own.IRTF) // RFC 9380
  // Additions take points outside of the group (EIP-2537), so that checks of the order are asked for one by one.
  own.verifyOrderG1(false)
  own.verifyOrderG2(false)
  library = own
}

/**
 * An instance beside the one that bn254 has: the library holds one curve in its module's state. Node gives a module
 * that is not in its cache anew; what was in the cache is put back.
 */
function ownCopy(): Bls12 {
  const folder = require.resolve('mcl-wasm').replace(/[^/\\]*$/, '')
  const shared = Object.entries(require.cache).filter(([path]) => path.startsWith(folder))
  for (const [path] of shared) delete require.cache[path]
  const own = require('mcl-wasm') as Bls12
  for (const [path, module] of shared) require.cache[path] = module
  return own
}
