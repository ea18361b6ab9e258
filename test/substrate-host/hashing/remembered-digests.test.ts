import { describe, expect, it } from 'vitest'
import { RememberedDigests } from '../../../src/substrate-host/hashing/remembered-digests.ts'

const digest = (byte: number): Uint8Array => Uint8Array.of(byte)

describe('RememberedDigests', () => {
  it('gives what it was given, and nothing else', () => {
    const digests = new RememberedDigests()
    digests.set('a', digest(1))
    digests.set('', digest(2))
    expect(digests.get('a')).toEqual(digest(1))
    expect(digests.get('')).toEqual(digest(2))
    expect(digests.get('b')).toBeUndefined()
  })

  it('forgets what nobody asks for, and keeps what somebody does', () => {
    const digests = new RememberedDigests()
    digests.set('asked', digest(1))
    digests.set('not asked', digest(2))
    for (let i = 0; i < 20_000; i++) {
      digests.set(String(i), digest(3))
      if (i % 1000 === 0) expect(digests.get('asked')).toEqual(digest(1))
    }
    expect(digests.get('not asked')).toBeUndefined()
  })
})
