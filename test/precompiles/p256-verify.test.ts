import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { p256Verify } from '../../src/precompiles/p256-verify.ts'
import { toHex } from '../../src/primitives/hex.ts'

const ONE = `0x${'1'.padStart(64, '0')}`

/** A call with a signature that OpenSSL made. */
function signedCall(): Uint8Array {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const message = Buffer.from('message')
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const digest = createHash('sha256').update(message).digest()
  const point = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  return new Uint8Array(Buffer.concat([digest, signature, ...point]))
}

describe('p256Verify', () => {
  it('accepts signatures of OpenSSL, with s in either half', () => {
    for (let i = 0; i < 8; i++) expect(toHex(p256Verify(signedCall()))).toBe(ONE)
  })

  it.each([0, 40, 70, 100, 150])('says nothing when byte %i is another', (index) => {
    const call = signedCall()
    call[index] = (call[index] ?? 0) ^ 1
    expect(p256Verify(call)).toHaveLength(0)
  })

  it('says nothing for another length, for zeros and for numbers above the order', () => {
    expect(p256Verify(signedCall().subarray(1))).toHaveLength(0)
    expect(p256Verify(new Uint8Array(160))).toHaveLength(0)
    expect(p256Verify(signedCall().fill(0xff, 32, 64))).toHaveLength(0)
  })
})
