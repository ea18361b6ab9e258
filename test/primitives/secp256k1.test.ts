import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { bytes32 } from '../../src/primitives/bytes32.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'
import {
  InvalidPrivateKeyError,
  privateKeyToAddress,
  recoverAddress,
  SECP256K1_ORDER,
  sign,
} from '../../src/primitives/secp256k1.ts'

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes32)
const privateKey = fc.bigInt({ min: 1n, max: SECP256K1_ORDER - 1n }).map(toBytes32)

/** The address by @noble/curves and @noble/hashes. */
function peerAddress(key: Uint8Array): string {
  return toHex(keccak_256(secp256k1.getPublicKey(key, false).subarray(1)).subarray(12))
}

describe('sign and recoverAddress', () => {
  it('agree with @noble/curves on signature, parity and signer', () => {
    fc.assert(
      fc.property(hash, privateKey, (digest, key) => {
        const { r, s, yParity } = sign(digest, key)
        const signed = secp256k1.sign(digest, key, { prehash: false, format: 'recovered' })
        const peer = secp256k1.Signature.fromBytes(signed, 'recovered')
        expect({ r, s, yParity }).toEqual({ r: peer.r, s: peer.s, yParity: peer.recovery })
        const signer = recoverAddress(digest, r, s, yParity)
        expect(signer && toHex(signer)).toBe(peerAddress(key))
      }),
      { numRuns: 40 },
    )
  })

  it('recover from the signature with the other s, too', () => {
    fc.assert(
      fc.property(hash, privateKey, (digest, key) => {
        const { r, s, yParity } = sign(digest, key)
        const flipped = yParity === 0 ? 1 : 0
        expect(recoverAddress(digest, r, SECP256K1_ORDER - s, flipped)).toEqual(
          privateKeyToAddress(key),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('recover the same as @noble/curves from numbers that nobody signed', () => {
    const scalar = fc.bigInt({ min: 1n, max: SECP256K1_ORDER - 1n })
    fc.assert(
      fc.property(hash, scalar, scalar, fc.constantFrom(0 as const, 1 as const), (h, r, s, y) => {
        const found = recoverAddress(h, r, s, y)
        expect(found && toHex(found)).toBe(peerRecover(h, r, s, y))
      }),
      { numRuns: 60 },
    )
  })
})

function peerRecover(digest: Uint8Array, r: bigint, s: bigint, y: 0 | 1): string | undefined {
  try {
    const signature = new secp256k1.Signature(r, s).addRecoveryBit(y)
    const key = signature.recoverPublicKey(digest).toBytes(false)
    return toHex(keccak_256(key.subarray(1)).subarray(12))
  } catch {
    return undefined
  }
}

describe('recoverAddress', () => {
  const digest = bytes32(keccak_256(Buffer.from('gantry')))
  const outside = [0n, -1n, SECP256K1_ORDER, SECP256K1_ORDER + 1n, 2n ** 256n - 1n, 2n ** 256n + 1n]

  it.each(outside)('finds nobody when r or s is %s', (scalar) => {
    expect(recoverAddress(digest, scalar, 1n, 0)).toBeUndefined()
    expect(recoverAddress(digest, 1n, scalar, 0)).toBeUndefined()
  })

  it('finds nobody when no point has r as its x', () => {
    expect(recoverAddress(digest, 5n, 1n, 0)).toBeUndefined() // 5^3 + 7 is not a square
  })

  it('recovers the documented signer of the ecrecover precompile', () => {
    // The example input of precompile 0x01 on evm.codes.
    const signer = recoverAddress(
      bytes32(fromHex('0x456e9aea5e197a1f1af7a3e85a3212fa4049a3ba34c2289b4c860fc0b0c64ef3')),
      0x9242685bf161793cc25603c231bc2f568eb630ea16aa137d2664ac8038825608n,
      0x4f8ae3bd7535248d0bd448298cc2e2071e56992d0774dc340c368ae950852adan,
      1,
    )
    expect(signer && toHex(signer)).toBe('0x7156526fbd7a3c72969b54f64e42c10fbb768c8a')
  })
})

describe('privateKeyToAddress', () => {
  it('gives the well-known address of the key 1', () => {
    expect(toHex(privateKeyToAddress(toBytes32(1n)))).toBe(
      '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf',
    )
  })

  it.each([0n, SECP256K1_ORDER, 2n ** 256n - 1n])('refuses the key %s', (key) => {
    expect(() => privateKeyToAddress(toBytes32(key))).toThrow(InvalidPrivateKeyError)
    expect(() => sign(toBytes32(1n), toBytes32(key))).toThrow(InvalidPrivateKeyError)
  })
})
