import { generateKeyPairSync, sign } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyEd25519 } from '../../../src/substrate-host/crypto/ed25519.ts'
import { verifyZip215 } from '../../../src/substrate-host/crypto/zip215.ts'
import { smallOrderPoints } from './small-order-points.ts'

const message = Uint8Array.from(Buffer.from('Zcash'))

function byNoble(signature: Uint8Array, text: Uint8Array, key: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, text, key, { zip215: true })
  } catch {
    return false
  }
}

describe('verifyZip215', () => {
  it('takes every pair of points of small order with s = 0, as ZIP 215 lists them', () => {
    expect(smallOrderPoints).toHaveLength(14)
    for (const key of smallOrderPoints) {
      for (const commitment of smallOrderPoints) {
        const signature = new Uint8Array(64)
        signature.set(commitment)
        expect(verifyEd25519(signature, message, key)).toBe(true)
      }
    }
  })

  it('says what @noble/curves says of signatures that were changed', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const key = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
    const signature = Uint8Array.from(sign(null, message, privateKey))
    expect(verifyZip215(signature, message, key)).toBe(true)
    const change = fc.record({ at: fc.nat({ max: 63 }), bits: fc.integer({ min: 1, max: 255 }) })
    const property = fc.property(change, fc.boolean(), ({ at, bits }, inKey) => {
      const [changedKey, changed] = inKey
        ? [key.with(at % 32, (key[at % 32] ?? 0) ^ bits), signature]
        : [key, signature.with(at, (signature[at] ?? 0) ^ bits)]
      expect(verifyZip215(changed, message, changedKey)).toBe(byNoble(changed, message, changedKey))
    })
    fc.assert(property, { numRuns: 15 })
  })

  it('refuses s from the order of the group on', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const s = Buffer.from(order.toString(16).padStart(64, '0'), 'hex').reverse()
    const [identity = new Uint8Array(32)] = smallOrderPoints
    expect(verifyZip215(new Uint8Array([...identity, ...s]), message, identity)).toBe(false)
  })
})
