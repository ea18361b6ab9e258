import { type Mcl, mclInstance } from './mcl-instance.ts'
import { PrecompileNotReadyError } from './precompile-not-ready-error.ts'

/** The library, set to BLS12-381. Its classes are others than those of the instance that bn254 uses. */
export type Bls12 = Mcl

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
  const own = mclInstance()
  await own.init(own.BLS12_381)
  own.setETHserialization(true) // big-endian numbers, flags of compressed points as in EIP-4844
  own.setMapToMode(own.IRTF) // RFC 9380
  // Additions take points outside of the group (EIP-2537), so that checks of the order are asked for one by one.
  own.verifyOrderG1(false)
  own.verifyOrderG2(false)
  library = own
}
