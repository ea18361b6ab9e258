import { type Mcl, mclInstance } from './mcl-instance.ts'
import { PrecompileNotReadyError } from './precompile-not-ready-error.ts'

let loading: Promise<void> | undefined
let library: Mcl | undefined

/** Loads the curve's library once: about 0.1 s. It is not loaded before it is asked for. */
export function loadBn254(): Promise<void> {
  loading ??= prepare()
  return loading
}

/**
 * The library, set to alt_bn128.
 * @throws PrecompileNotReadyError before it is loaded
 */
export function bn254(): Mcl {
  if (library === undefined) throw new PrecompileNotReadyError('bn254')
  return library
}

async function prepare(): Promise<void> {
  const own = mclInstance()
  await own.init(own.BN_SNARK1)
  library = own
}
