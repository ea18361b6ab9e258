import { generateKeyPairSync, sign } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { blake2b } from '@noble/hashes/blake2.js'
import { sr25519KeypairFromSeed, sr25519Sign } from '@polkadot/wasm-crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Overlay } from '../../../src/substrate-host/overlay/overlay.ts'
import { Runtime } from '../../../src/substrate-host/runtime/runtime.ts'
import { smallOrderPoints } from '../crypto/small-order-points.ts'
import { operationOf } from '../lab/lab-operations.ts'
import { decodeResults, encodeProgram, type LabStep } from '../lab/lab-program.ts'
import { buildLabRuntime } from '../lab/lab-runtime.ts'
import { MapStorage, name } from '../map-storage.ts'
import { Smoldot } from '../smoldot.ts'

const NO_STATE = new MapStorage()
const ORDER = secp256k1.Point.CURVE().n

/** Functions of their arguments alone: hashes, roots of tries, signatures. */
describe('host functions against smoldot', () => {
  let runtime: Runtime
  let smoldot: Smoldot

  beforeAll(async () => {
    const code = await buildLabRuntime()
    runtime = Runtime.load(code)
    smoldot = new Smoldot(code)
  })
  afterAll(() => Smoldot.close())

  async function expectSame(steps: readonly LabStep[]): Promise<string[]> {
    const input = encodeProgram(steps)
    const output = runtime.call('lab', input, { overlay: new Overlay(NO_STATE, NO_STATE) })
    const expected = await smoldot.run(NO_STATE, [['lab', input]])
    const ours = described(output, steps)
    expect(ours).toEqual(described(expected.output, steps))
    return ours
  }

  it('hashes the same', async () => {
    const lengths = [0, 1, 7, 8, 31, 32, 33, 63, 64, 65, 127, 128, 129, 135, 136, 137, 254]
    const inputs = lengths.map((length) => bytes(length, length))
    const functions = [
      'keccak_256', 'keccak_512', 'sha2_256', 'blake2_128', 'blake2_256', 'twox_64', 'twox_128', 'twox_256',
    ] // biome-ignore format: one row
    await expectSame(
      functions.flatMap((hash) =>
        inputs.map((a) => ({ name: `ext_hashing_${hash}_version_1`, a })),
      ),
    )
  })

  it('computes the same roots of tries', async () => {
    const item = fc.uint8Array({ maxLength: 40 })
    // smoldot loses an empty key and panics with some keys of different lengths.
    const key = fc.uint8Array({ minLength: 4, maxLength: 4 })
    const lists = fc.array(item, { maxLength: 5 }).map(encodeVector)
    const pairs = fc
      .uniqueArray(key, { maxLength: 3, selector: name })
      .map((keys) =>
        encodeItems(keys.map((key) => concat([encodeBytes(key), encodeBytes(key.toReversed())]))),
      )
    const property = fc.asyncProperty(
      fc.array(lists, { maxLength: 8 }),
      fc.array(pairs, { maxLength: 8 }),
      async (ordered, unordered) => {
        await expectSame([
          ...ordered.flatMap((a) => rootSteps('blake2_256_ordered_root', a)),
          ...unordered.flatMap((a) => rootSteps('blake2_256_root', a)),
        ])
      },
    )
    await fc.assert(property, { numRuns: 20, seed: 7 })
  }, 30_000)

  it('verifies the same signatures of Ed25519 and sr25519', async () => {
    const ofSmallOrder = smallOrderPoints.map((point) => ({
      name: 'ext_crypto_ed25519_verify_version_1',
      a: concat([point, new Uint8Array(32)]), // with s = 0
      b: bytes(5, 1),
      c: smallOrderPoints.at(-1) ?? point,
    }))
    const valid = await expectSame(ofSmallOrder)
    expect(valid.every((result) => result.endsWith(' = 01000000'))).toBe(true)
    const results = await expectSame([
      ...broken(ed25519()).map((step) => ({
        name: 'ext_crypto_ed25519_verify_version_1',
        ...step,
      })),
      ...broken(sr25519()).map((step) => ({
        name: 'ext_crypto_sr25519_verify_version_2',
        ...step,
      })),
    ])
    expect(results.filter((result) => result.endsWith(' = 01000000'))).toHaveLength(2)
  })

  it('verifies and recovers the same ECDSA signatures', async () => {
    const results = await expectSame([
      // smoldot does not have version 2, which is to recover with version 2 and compare.
      ...ecdsa().map((step) => ({ name: 'ext_crypto_ecdsa_verify_version_1', ...step })),
      ...ecdsa().flatMap(({ a, b, c }) => {
        const hash = blake2b(b, { dkLen: 32 })
        return [
          { name: 'ext_crypto_secp256k1_ecdsa_recover_version_1', a, b: hash },
          { name: 'ext_crypto_secp256k1_ecdsa_recover_version_2', a, b: hash },
          { name: 'ext_crypto_secp256k1_ecdsa_recover_compressed_version_1', a, b: hash },
          { name: 'ext_crypto_secp256k1_ecdsa_recover_compressed_version_2', a, b: hash },
          { name: 'ext_crypto_ecdsa_verify_prehashed_version_1', a, b: hash, c },
        ]
      }),
    ])
    expect(results.filter((result) => result.endsWith(' = 01000000')).length).toBeGreaterThan(2)
  })
})

type Signed = Required<Omit<LabStep, 'name'>>

function ed25519(): Signed {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const message = bytes(50, 1)
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  return { a: sign(null, message, privateKey), b: message, c: key }
}

function sr25519(): Signed {
  const pair = sr25519KeypairFromSeed(bytes(32, 9))
  const key = pair.subarray(64)
  const message = bytes(50, 2)
  return { a: sr25519Sign(key, pair.subarray(0, 64), message), b: message, c: key }
}

/** The signature, and what is no signature: one thing after the other changed. */
function broken({ a, b, c }: Signed): Signed[] {
  const at = [0, 31, 32, 63]
  return [
    { a, b, c },
    ...at.map((index) => ({ a: flipped(a, index), b, c })),
    { a, b: flipped(b, 3), c },
    ...[0, 31].map((index) => ({ a, b, c: flipped(c, index) })),
    { a: new Uint8Array(64), b, c },
    { a, b, c: new Uint8Array(32) },
    { a, b, c: new Uint8Array(32).fill(0xff) },
  ]
}

/** A signature with every `v`, and with numbers that are zero or not below the order of the group. */
function ecdsa(): Signed[] {
  const message = bytes(40, 3)
  const privateKey = bytes(32, 4)
  const hash = blake2b(message, { dkLen: 32 })
  const recovered = secp256k1.sign(hash, privateKey, { prehash: false, format: 'recovered' })
  const c = secp256k1.getPublicKey(privateKey, true)
  const [v = 0] = recovered
  const scalars = recovered.subarray(1)
  const { r, s } = secp256k1.Signature.fromBytes(scalars, 'compact')
  const variants = [
    ...[0, 1, 2, 3, 4, 26, 27, 28, 30, 31, 255].map((other) =>
      concat([scalars, Uint8Array.of(other)]),
    ),
    concat([word(r), word(ORDER - s), Uint8Array.of(v ^ 1)]),
    concat([word(0n), word(s), Uint8Array.of(v)]),
    concat([word(r), word(0n), Uint8Array.of(v)]),
    concat([word(ORDER), word(s), Uint8Array.of(v)]),
    concat([word(r), word(ORDER), Uint8Array.of(v)]),
    concat([word(r), word(s + ORDER < 2n ** 256n ? s + ORDER : ORDER + 1n), Uint8Array.of(v)]),
    concat([word(ORDER + 5n), word(s), Uint8Array.of(v)]),
    concat([word(2n ** 256n - 1n), word(2n ** 256n - 1n), Uint8Array.of(v)]),
  ]
  return [
    ...variants.map((a) => ({ a, b: message, c })),
    { a: concat([scalars, Uint8Array.of(v)]), b: message, c: flipped(c, 5) },
  ]
}

function rootSteps(kind: string, a: Uint8Array): LabStep[] {
  return [
    { name: `ext_trie_${kind}_version_1`, a },
    { name: `ext_trie_${kind}_version_2`, a, b: Uint8Array.of(0) },
    { name: `ext_trie_${kind}_version_2`, a, b: Uint8Array.of(1) },
  ]
}

function described(output: Uint8Array, steps: readonly LabStep[]): string[] {
  const giving = steps.filter(({ name }) => operationOf(name).result !== undefined)
  return decodeResults(output).map((result, index) => {
    const { name: operation = '', a, b, c } = giving[index] ?? {}
    return `${operation} ${[a, b, c].map((part) => part && name(part)).join(' ')} = ${name(result)}`
  })
}

function encodeVector(items: readonly Uint8Array[]): Uint8Array {
  return encodeItems(items.map(encodeBytes))
}

/** Fewer than 64 items. */
function encodeItems(items: readonly Uint8Array[]): Uint8Array {
  return concat([Uint8Array.of(items.length * 4), ...items])
}

/** Fewer than 64 bytes. */
function encodeBytes(bytes: Uint8Array): Uint8Array {
  return concat([Uint8Array.of(bytes.length * 4), bytes])
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

function bytes(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + seed * 17 + 1) & 0xff)
}

function flipped(bytes: Uint8Array, index: number): Uint8Array {
  return bytes.with(index, (bytes[index] ?? 0) ^ 1)
}

function word(value: bigint): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'))
}
