import { describe, expect, it } from 'vitest'
import {
  type SignatureScheme,
  VerifiedSignatures,
} from '../../../src/substrate-host/crypto/verified-signatures.ts'

const good = new Uint8Array(64).fill(1)
const bad = new Uint8Array(64).fill(2)
const key = new Uint8Array(32).fill(3)
const message = Uint8Array.of(4, 5)

/** Takes `good` for good, and counts how often it is asked. */
class CountingScheme implements SignatureScheme {
  readonly number: number
  asked = 0

  constructor(number: number) {
    this.number = number
  }

  readonly verify = (signature: Uint8Array): boolean => {
    this.asked++
    return signature === good
  }
}

describe('VerifiedSignatures', () => {
  it('verifies a good signature once', () => {
    const signatures = new VerifiedSignatures()
    const scheme = new CountingScheme(1)
    for (let i = 0; i < 3; i++) expect(signatures.verify(scheme, good, message, key)).toBe(true)
    expect(scheme.asked).toBe(1)
  })

  it('verifies a bad one each time', () => {
    const signatures = new VerifiedSignatures()
    const scheme = new CountingScheme(1)
    for (let i = 0; i < 3; i++) expect(signatures.verify(scheme, bad, message, key)).toBe(false)
    expect(scheme.asked).toBe(3)
  })

  it('takes nothing for the same that differs in scheme, signature, message or key', () => {
    const signatures = new VerifiedSignatures()
    const scheme = new CountingScheme(1)
    const other = new CountingScheme(2)
    signatures.verify(scheme, good, message, key)
    signatures.verify(other, good, message, key)
    expect(other.asked).toBe(1)
    signatures.verify(scheme, bad, message, key)
    signatures.verify(scheme, good, Uint8Array.of(4), key)
    signatures.verify(scheme, good, message, new Uint8Array(32))
    // The same bytes in a row, parted elsewhere: the message begins with the last byte of no key.
    signatures.verify(scheme, good, Uint8Array.of(3, 4, 5), key)
    expect(scheme.asked).toBe(5)
  })

  it('forgets the oldest when there are many', () => {
    const signatures = new VerifiedSignatures()
    const scheme = new CountingScheme(1)
    const text = (index: number) => new Uint8Array(new Uint32Array([index]).buffer)
    for (let i = 0; i < 40_000; i++) signatures.verify(scheme, good, text(i), key)
    expect(scheme.asked).toBe(40_000)
    signatures.verify(scheme, good, text(39_999), key)
    signatures.verify(scheme, good, text(39_999 - 16_384), key)
    expect(scheme.asked).toBe(40_000)
    signatures.verify(scheme, good, text(0), key)
    expect(scheme.asked).toBe(40_001)
  })
})
