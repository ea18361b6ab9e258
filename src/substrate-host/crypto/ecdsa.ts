import { createRequire } from 'node:module'
import type Secp256k1 from 'secp256k1'
import { readWord, writeWord } from '../../primitives/big-endian.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { SECP256K1_ORDER } from '../../primitives/secp256k1.ts'
import { blake2b256 } from '../hashing/blake2b.ts'

let library: typeof Secp256k1 | undefined

/** The native library. It takes 10 ms to load, so it waits for the first signature. */
function native(): typeof Secp256k1 {
  library ??= createRequire(import.meta.url)('secp256k1') as typeof Secp256k1
  return library
}

/** `EcdsaVerifyError` by its index. */
export const recoverFault = { badRS: 0, badV: 1, badSignature: 2 } as const
export type RecoverFault = (typeof recoverFault)[keyof typeof recoverFault]

/**
 * What is done with an `r` or an `s` that is not below the order of the group: older host functions took it modulo the
 * order, newer ones refuse it.
 */
export type Overflow = 'reduced' | 'refused'

/** A public key, with its first byte; 65 or 33 bytes. */
export type KeyForm = 'full' | 'compressed'

/**
 * The public key of the signature `r`, `s`, `v` (65 bytes) over a hash; `v` counts from 0 or from 27.
 * @see https://spec.polkadot.network/chap-host-api#sect-ext-crypto-secp256k1-ecdsa-recover
 */
export function recoverKey(
  signature: Uint8Array,
  hash: Uint8Array,
  form: KeyForm,
  overflow: Overflow,
): Uint8Array | RecoverFault {
  const v = signature[64] as number
  const recoveryId = v > 26 ? v - 27 : v
  if (recoveryId > 3) return recoverFault.badV
  return recover(signature, recoveryId, hash, form, overflow)
}

/** Whether the signature over a hash is one of the compressed key; `v` counts from 0. */
export function verifyEcdsaHash(
  signature: Uint8Array,
  hash: Uint8Array,
  publicKey: Uint8Array,
  overflow: Overflow,
): boolean {
  const recoveryId = signature[64] as number
  if (recoveryId > 3) return false
  const key = recover(signature, recoveryId, hash, 'compressed', overflow)
  return typeof key !== 'number' && equalBytes(key, publicKey)
}

/** Whether the signature over the BLAKE2b hash of `message` is one of the compressed key. */
export function verifyEcdsa(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
  overflow: Overflow,
): boolean {
  return verifyEcdsaHash(signature, blake2b256(message), publicKey, overflow)
}

function recover(
  signature: Uint8Array,
  recoveryId: number,
  hash: Uint8Array,
  form: KeyForm,
  overflow: Overflow,
): Uint8Array | RecoverFault {
  const scalars = overflow === 'reduced' ? reduced(signature) : signature.slice(0, 64)
  if (!isBelowOrder(scalars)) return recoverFault.badRS
  try {
    const output = new Uint8Array(form === 'full' ? 65 : 33)
    return native().ecdsaRecover(scalars, recoveryId, hash, form === 'compressed', output)
  } catch {
    return recoverFault.badSignature // zero, or no point of the curve has this `r`
  }
}

function isBelowOrder(scalars: Uint8Array): boolean {
  return readWord(scalars, 0) < SECP256K1_ORDER && readWord(scalars, 32) < SECP256K1_ORDER
}

function reduced(signature: Uint8Array): Uint8Array {
  const scalars = new Uint8Array(64)
  for (const at of [0, 32]) writeWord(scalars, at, readWord(signature, at) % SECP256K1_ORDER)
  return scalars
}
