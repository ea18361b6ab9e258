import { AbiCoder, ParamType } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { abiType } from '../../../src/harness/abi/abi-type.ts'
import type { AbiValue } from '../../../src/harness/abi/abi-value.ts'
import { decodeAbi } from '../../../src/harness/abi/decode-abi.ts'
import { encodeAbi } from '../../../src/harness/abi/encode-abi.ts'
import { address } from '../../../src/primitives/address.ts'
import { toChecksumAddress } from '../../../src/primitives/checksum-address.ts'
import { fromHex, toHex } from '../../../src/primitives/hex.ts'

interface Typed {
  readonly type: string
  readonly value: AbiValue
}

const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => toHex(bytes))

const leaf: fc.Arbitrary<Typed> = fc.oneof(
  fc
    .integer({ min: 1, max: 32 })
    .chain((bytes) =>
      fc
        .bigInt({ min: 0n, max: 2n ** BigInt(8 * bytes) - 1n })
        .chain((value) =>
          fc.constantFrom<Typed>(
            { type: `uint${8 * bytes}`, value },
            { type: `int${8 * bytes}`, value: BigInt.asIntN(8 * bytes, value) },
          ),
        ),
    ),
  fc.boolean().map((value) => ({ type: 'bool', value })),
  fc
    .uint8Array({ minLength: 20, maxLength: 20 })
    .map((bytes) => ({ type: 'address', value: toChecksumAddress(address(bytes)) })),
  fc
    .integer({ min: 1, max: 32 })
    .chain((size) => hex(size).map((value) => ({ type: `bytes${size}`, value }))),
  fc
    .integer({ min: 0, max: 70 })
    .chain((size) => hex(size).map((value) => ({ type: 'bytes', value }))),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map((value) => ({ type: 'string', value })),
)

const typed: fc.Arbitrary<Typed> = fc.letrec<{ any: Typed }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc
      .tuple(tie('any'), fc.integer({ min: 1, max: 3 }), fc.boolean())
      .map(([inner, count, fixed]) => ({
        type: `${inner.type}[${fixed ? count : ''}]`,
        value: Array<AbiValue>(count).fill(inner.value),
      })),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((parts) => ({
      type: `tuple(${parts.map(({ type }) => type).join(',')})`,
      value: parts.map(({ value }) => value),
    })),
  ),
})).any

describe('encodeAbi and decodeAbi', () => {
  it('agree with ethers on values of any type', () => {
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 4 }), (parts) => {
        const values = parts.map(({ value }) => value)
        const encoded = AbiCoder.defaultAbiCoder().encode(
          parts.map(({ type }) => type),
          values,
        )
        const types = parts.map(({ type }) =>
          abiType(JSON.parse(ParamType.from(type).format('json'))),
        )
        expect(toHex(encodeAbi(types, values))).toBe(encoded)
        expect(decodeAbi(types, fromHex(encoded))).toEqual(values)
      }),
      { numRuns: 60 },
    )
  })

  it.each<{ type: string; value: AbiValue }>([
    { type: 'uint8', value: 256n },
    { type: 'uint8', value: -1n },
    { type: 'int8', value: 128 },
    { type: 'uint256', value: 1.5 },
    { type: 'uint256', value: '1' },
    { type: 'bool', value: 1n },
    { type: 'address', value: '0x01' },
    { type: 'address', value: 'me' },
    { type: 'bytes4', value: '0x010203' },
    { type: 'bytes', value: '0x0' },
    { type: 'string', value: 1n },
    { type: 'uint8[2]', value: [1n] },
    { type: 'uint8[]', value: 1n },
  ])('refuse $value for $type', ({ type, value }) => {
    expect(() => encodeAbi([abiType({ type })], [value])).toThrow(
      expect.objectContaining({ code: 'ABI_MISMATCH' }),
    )
  })

  it.each([
    { type: 'uint256', data: '0x00' },
    { type: 'string', data: `0x${'20'.padStart(64, '0')}` },
    { type: 'bytes', data: `0x${'20'.padStart(64, '0')}${'f'.repeat(64)}` },
    { type: 'uint256[]', data: `0x${'20'.padStart(64, '0')}${'ff'.padStart(64, '0')}` },
    { type: 'string[]', data: `0x${'f'.repeat(64)}` },
  ])('refuse data that is too short for $type', ({ type, data }) => {
    expect(() => decodeAbi([abiType({ type })], fromHex(data))).toThrow(
      expect.objectContaining({ code: 'ABI_MISMATCH' }),
    )
  })
})
