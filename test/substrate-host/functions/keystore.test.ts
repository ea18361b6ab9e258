import { beforeAll, describe, expect, it } from 'vitest'
import type { KeyScheme, Keystore } from '../../../src/substrate-host/runtime/keystore.ts'
import { row } from '../lab/lab-operations.ts'
import { Lab } from '../lab/run-lab.ts'
import { name } from '../map-storage.ts'
import { emptyContext } from '../support/wat-runtime.ts'

const PURPOSE = Uint8Array.from(Buffer.from('aura'))
const lengths = { ed25519: 32, sr25519: 32, ecdsa: 33 } as const
const schemes = Object.keys(lengths) as KeyScheme[]

/** A key is its scheme's length of one byte; a signature says what was signed. */
const keystore: Keystore = {
  publicKeys: (scheme, purpose) => [new Uint8Array(lengths[scheme]).fill(purpose[0] ?? 0)],
  generate: (scheme, _purpose, seed) => new Uint8Array(lengths[scheme]).fill(seed?.length ?? 0),
  sign: (_scheme, _purpose, key, message) => Uint8Array.of(key[0] ?? 0, ...message),
  signHash: (_purpose, key, hash) => Uint8Array.of(key[0] ?? 0, ...hash),
}

describe('host functions with keys of the node', () => {
  let lab: Lab

  beforeAll(async () => {
    lab = await Lab.of([
      ...schemes.flatMap((scheme) => [
        row(`ext_crypto_${scheme}_public_keys_version_1`, '*a', 'sized'),
        row(`ext_crypto_${scheme}_generate_version_1`, '*a b', lengths[scheme]),
        row(`ext_crypto_${scheme}_sign_version_1`, '*a *b c', 'sized'),
      ]),
      row('ext_crypto_ecdsa_sign_prehashed_version_1', '*a *b *c', 'sized'),
    ])
  })

  it.each(schemes)('use the keystore for %s', (scheme) => {
    const length = lengths[scheme]
    const seed = Uint8Array.of(1, 7 * 4, ...Buffer.from('//Alice'))
    const results = lab.run(
      [
        { name: `ext_crypto_${scheme}_public_keys_version_1`, a: PURPOSE },
        { name: `ext_crypto_${scheme}_generate_version_1`, a: PURPOSE, b: seed },
        {
          name: `ext_crypto_${scheme}_sign_version_1`,
          a: PURPOSE,
          b: new Uint8Array(length).fill(3),
          c: PURPOSE,
        },
      ],
      { ...emptyContext(), keystore },
    )
    expect(results.map(name)).toEqual([
      `04${'61'.repeat(length)}`,
      '07'.repeat(length),
      `0103${name(PURPOSE)}`,
    ])
  })

  it('sign hashes', () => {
    const steps = [
      {
        name: 'ext_crypto_ecdsa_sign_prehashed_version_1',
        a: PURPOSE,
        b: new Uint8Array(33).fill(3),
        c: new Uint8Array(32).fill(4),
      },
    ]
    const [signed] = lab.run(steps, { ...emptyContext(), keystore })
    expect(signed && name(signed)).toBe(`0103${'04'.repeat(32)}`)
  })

  it('have no keys and sign nothing without a keystore', () => {
    const results = lab.run(
      [
        { name: 'ext_crypto_sr25519_public_keys_version_1', a: PURPOSE },
        {
          name: 'ext_crypto_sr25519_sign_version_1',
          a: PURPOSE,
          b: new Uint8Array(32),
          c: PURPOSE,
        },
      ],
      emptyContext(),
    )
    expect(results.map(name)).toEqual(['00', '00'])
  })
})
