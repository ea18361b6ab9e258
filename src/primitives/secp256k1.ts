import { createRequire } from 'node:module'
import type Secp256k1 from 'secp256k1'
import { ADDRESS_LENGTH, type Address, address } from './address.ts'
import { readWord, writeWord } from './big-endian.ts'
import type { Bytes32, Hash } from './bytes32.ts'
import { GantryError } from './gantry-error.ts'
import { keccak256 } from './keccak256.ts'

/** An ECDSA signature over secp256k1 from which the signer can be recovered. */
export interface Signature {
  readonly r: bigint
  readonly s: bigint
  /** Whether the point that `r` stands for has an odd y. */
  readonly yParity: 0 | 1
}

/** Order of the group of secp256k1 (SEC 2, section 2.4.1). */
export const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** A private key is zero or not below the group's order. Its value is not told. */
export class InvalidPrivateKeyError extends GantryError {
  readonly code = 'INVALID_PRIVATE_KEY'

  constructor() {
    super('A private key must be 32 bytes, not zero, and below the order of secp256k1.')
  }
}

let library: typeof Secp256k1 | undefined

/** The native library. It takes 10 ms to load, so it waits for the first signature. */
function native(): typeof Secp256k1 {
  library ??= createRequire(import.meta.url)('secp256k1') as typeof Secp256k1
  return library
}

const signatureBytes = new Uint8Array(64)
const publicKeyBytes = new Uint8Array(65)

/**
 * The address whose key made the signature over `hash`, or undefined when `r` or `s` are out of range or `r` is not on
 * the curve.
 *
 * Takes `s` of both halves: the lower half is a rule of transactions (EIP-2), not of the precompile.
 * @see Yellow Paper, appendix F
 */
export function recoverAddress(
  hash: Hash,
  r: bigint,
  s: bigint,
  yParity: 0 | 1,
): Address | undefined {
  if (!isScalar(r) || !isScalar(s)) return undefined
  writeWord(signatureBytes, 0, r)
  writeWord(signatureBytes, 32, s)
  try {
    native().ecdsaRecover(signatureBytes, yParity, hash, false, publicKeyBytes)
  } catch {
    return undefined // the package throws when no point has this `r`
  }
  return publicKeyAddress()
}

/**
 * Signs a hash: deterministic (RFC 6979), with `s` in the lower half (EIP-2).
 * @throws InvalidPrivateKeyError
 */
export function sign(hash: Hash, privateKey: Bytes32): Signature {
  if (!native().privateKeyVerify(privateKey)) throw new InvalidPrivateKeyError()
  const { signature, recid } = native().ecdsaSign(hash, privateKey)
  // The second bit of `recid` says that the point's x was above the order: 1 in 2^128.
  return {
    r: readWord(signature, 0),
    s: readWord(signature, 32),
    yParity: (recid & 1) === 0 ? 0 : 1,
  }
}

/**
 * The address of the account that a private key controls.
 * @throws InvalidPrivateKeyError
 */
export function privateKeyToAddress(privateKey: Bytes32): Address {
  if (!native().privateKeyVerify(privateKey)) throw new InvalidPrivateKeyError()
  native().publicKeyCreate(privateKey, false, publicKeyBytes)
  return publicKeyAddress()
}

/** The last 20 bytes of the hash of the key's two coordinates. */
function publicKeyAddress(): Address {
  return address(keccak256(publicKeyBytes.subarray(1)).slice(-ADDRESS_LENGTH))
}

function isScalar(value: bigint): boolean {
  return value > 0n && value < SECP256K1_ORDER
}
