import { TypeRegistry } from '@polkadot/types'
import type { Header as PolkadotHeader } from '@polkadot/types/interfaces'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytes32 } from '../../../src/primitives/bytes32.ts'
import { fromHex, toHex } from '../../../src/primitives/hex.ts'
import { MalformedScaleError } from '../../../src/primitives/scale/malformed-scale-error.ts'
import {
  decodeHeader,
  encodeHeader,
  headerHash,
} from '../../../src/substrate-host/block/encode-header.ts'
import type { DigestItem, Header } from '../../../src/substrate-host/block/header.ts'

const registry = new TypeRegistry()

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const hash = bytes(32).map(bytes32)
const data = fc.uint8Array({ maxLength: 80 })
const engineItem = fc.record({
  kind: fc.constantFrom('consensus' as const, 'seal' as const, 'preRuntime' as const),
  engine: bytes(4),
  data,
})
const item: fc.Arbitrary<DigestItem> = fc.oneof(
  engineItem,
  fc.record({ kind: fc.constant('other' as const), data }),
  fc.constant({ kind: 'runtimeEnvironmentUpdated' as const }),
)
const header: fc.Arbitrary<Header> = fc.record({
  parentHash: hash,
  number: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  stateRoot: hash,
  extrinsicsRoot: hash,
  digest: fc.array(item, { maxLength: 4 }),
})

describe('encodeHeader', () => {
  it('agrees with @polkadot/types, bytes and hash', () => {
    fc.assert(
      fc.property(header, (one) => {
        const theirs = registry.createType<PolkadotHeader>('Header', encodeHeader(one))
        expect(toHex(encodeHeader(one))).toBe(theirs.toHex())
        expect(toHex(headerHash(one))).toBe(theirs.hash.toHex())
        expect(theirs.number.toNumber()).toBe(one.number)
        expect(theirs.digest.logs.map(({ type }) => type)).toEqual(
          one.digest.map(({ kind }) => kind[0]?.toUpperCase() + kind.slice(1)),
        )
        expect(decodeHeader(encodeHeader(one))).toEqual(one)
      }),
      { numRuns: 100 },
    )
  })

  it('refuses bytes that are no header', () => {
    fc.assert(
      fc.property(header, fc.nat(), (one, cut) => {
        const encoded = encodeHeader(one)
        expect(() => decodeHeader(encoded.subarray(0, cut % encoded.length))).toThrow(
          MalformedScaleError,
        )
        expect(() => decodeHeader(fromHex(`${toHex(encoded)}00`))).toThrow(MalformedScaleError)
      }),
      { numRuns: 50 },
    )
  })
})
