import { PrecompileNotReadyError } from './precompile-not-ready-error.ts'

/** The curve secp256r1. */
export type P256 = typeof import('@noble/curves/nist.js')['p256']

let loading: Promise<void> | undefined
let library: P256 | undefined

/** Loads the curve's library once. It is not loaded before it is asked for. */
export function loadP256(): Promise<void> {
  loading ??= import('@noble/curves/nist.js').then(({ p256 }) => {
    library = p256
  })
  return loading
}

/**
 * The library.
 * @throws PrecompileNotReadyError before it is loaded
 */
export function p256(): P256 {
  if (library === undefined) throw new PrecompileNotReadyError('p256')
  return library
}
