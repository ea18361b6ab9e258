import { sr25519KeypairFromSeed, sr25519Sign } from '@polkadot/wasm-crypto'
import { describe, expect, it } from 'vitest'
import { verifySr25519 } from '../../../src/substrate-host/crypto/sr25519.ts'

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

describe('verifySr25519', () => {
  it('takes a signature that is marked as one of schnorrkel', () => {
    const pair = sr25519KeypairFromSeed(new Uint8Array(32).fill(3))
    const key = pair.slice(64)
    const message = Uint8Array.from(Buffer.from('a message'))
    const signature = sr25519Sign(key, pair.slice(0, 64), message)
    expect(verifySr25519(signature, message, key)).toBe(true)
    const last = signature[63] ?? 0
    expect(last & 0x80).toBe(0x80)
    expect(verifySr25519(signature.with(63, last & 0x7f), message, key)).toBe(false)
    expect(verifySr25519(signature, message.with(0, 0), key)).toBe(false)
    expect(verifySr25519(signature, message, key.with(0, 0))).toBe(false)
  })

  // The signature of schnorrkel 0.1 in the tests of sp-core, which its `verify` refuses.
  it('refuses one from before the mark', () => {
    const key = hex('b4bfa1f7a5166695eb75299fd1c4c03ea212871c342f2c5dfea0902b2c246918')
    const signature = hex(
      '5a9755f069939f45d96aaf125cf5ce7ba1db998686f87f2fb3cbdea922078741a73891ba265f70c31436e18a9acd14d189d73c12317ab6c313285cd938453202',
    )
    const message = Buffer.from(
      'Verifying that I am the owner of 5G9hQLdsKQswNPgB499DeA5PkFBbgkLPJWkkS6FAM6xGQ8xD. Hash: 221455a3\n',
    )
    expect(verifySr25519(signature, message, key)).toBe(false)
  })
})
