import { secp256k1 } from '@noble/curves/secp256k1.js'
import { blake2b } from '@noble/hashes/blake2.js'
import { describe, expect, it } from 'vitest'
import {
  recoverFault,
  recoverKey,
  verifyEcdsa,
  verifyEcdsaHash,
} from '../../../src/substrate-host/crypto/ecdsa.ts'

const message = Uint8Array.from(Buffer.from('a message'))
const hash = blake2b(message, { dkLen: 32 })
const privateKey = new Uint8Array(32).fill(5)
const publicKey = secp256k1.getPublicKey(privateKey, true)
const ORDER = secp256k1.Point.CURVE().n

/** r, s and v of another library's signature, v counted from `base`. */
function signed(base: number): Uint8Array {
  const [v = 0, ...scalars] = secp256k1.sign(hash, privateKey, {
    prehash: false,
    format: 'recovered',
  })
  return Uint8Array.from([...scalars, base + v])
}

function withScalar(at: 0 | 32, value: bigint): Uint8Array {
  const signature = signed(0)
  signature.set(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'), at)
  return signature
}

describe('ecdsa', () => {
  it.each(['reduced', 'refused'] as const)('verifies over the BLAKE2b hash: %s', (overflow) => {
    expect(verifyEcdsa(signed(0), message, publicKey, overflow)).toBe(true)
    expect(verifyEcdsaHash(signed(0), hash, publicKey, overflow)).toBe(true)
    expect(verifyEcdsa(signed(0), message.with(0, 1), publicKey, overflow)).toBe(false)
    expect(verifyEcdsa(signed(0), message, publicKey.with(5, 1), overflow)).toBe(false)
  })

  it('counts v from 0 or 27 to recover, and from 0 to verify', () => {
    for (const base of [0, 27]) {
      expect(recoverKey(signed(base), hash, 'compressed', 'refused')).toEqual(publicKey)
      expect(recoverKey(signed(base), hash, 'full', 'refused')).toEqual(
        secp256k1.getPublicKey(privateKey, false),
      )
    }
    expect(verifyEcdsa(signed(27), message, publicKey, 'refused')).toBe(false)
    expect(recoverKey(signed(4), hash, 'full', 'refused')).toBe(recoverFault.badV)
  })

  it('takes r and s from the order on modulo the order, or not at all', () => {
    for (const at of [0, 32] as const) {
      expect(recoverKey(withScalar(at, ORDER), hash, 'full', 'refused')).toBe(recoverFault.badRS)
      expect(recoverKey(withScalar(at, ORDER), hash, 'full', 'reduced')).toBe(
        recoverFault.badSignature,
      )
      expect(recoverKey(withScalar(at, 0n), hash, 'full', 'refused')).toBe(
        recoverFault.badSignature,
      )
    }
    const reduced = recoverKey(withScalar(32, ORDER + 5n), hash, 'full', 'reduced')
    expect(reduced).toEqual(recoverKey(withScalar(32, 5n), hash, 'full', 'refused'))
    expect(reduced).toBeInstanceOf(Uint8Array)
  })
})
