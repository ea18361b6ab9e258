import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Revision } from '../../src/engine/revision.ts'
import { precompileAt, precompileNumbers } from '../../src/precompiles/precompile-table.ts'
import { preparePrecompiles } from '../../src/precompiles/prepare-precompiles.ts'
import { address } from '../../src/primitives/address.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'

beforeAll(preparePrecompiles)

function precompile(number: number, revision: Revision) {
  const bytes = new Uint8Array(20)
  bytes[19] = number
  const found = precompileAt(revision, address(bytes))
  if (found === undefined) throw new Error(`no precompile ${number} at ${revision}`)
  return found
}

/** `words` numbers of 32 bytes each. */
function words(...numbers: readonly bigint[]): Uint8Array {
  return fromHex(numbers.map((number) => number.toString(16).padStart(64, '0')).join(''))
}

describe('precompileAt', () => {
  // biome-ignore format: table
  it.each<{ revision: Revision; last: number; count: number }>([
    { revision: 'frontier',  last: 0x04,  count: 4 },
    { revision: 'byzantium', last: 0x08,  count: 8 },
    { revision: 'istanbul',  last: 0x09,  count: 9 },  // EIP-152
    { revision: 'shanghai',  last: 0x09,  count: 9 },
    { revision: 'cancun',    last: 0x0a,  count: 10 }, // EIP-4844
    { revision: 'prague',    last: 0x11,  count: 17 }, // EIP-2537
    { revision: 'osaka',     last: 0x100, count: 18 }, // EIP-7951
  ])('knows $count precompiles at $revision', ({ revision, last, count }) => {
    const numbers = precompileNumbers(revision)
    expect(numbers).toHaveLength(count)
    expect(numbers.at(-1)).toBe(last)
  })

  it('knows no address with other bytes before the last one', () => {
    const bytes = new Uint8Array(20)
    bytes[19] = 1
    bytes[0] = 1
    expect(precompileAt('byzantium', address(bytes))).toBeUndefined()
    expect(precompileAt('byzantium', address(new Uint8Array(20)))).toBeUndefined()
  })

  // biome-ignore format: table
  it.each<{ number: number; revision: Revision; bytes: number; gas: bigint }>([
    { number: 1, revision: 'frontier',  bytes: 0,   gas: 3000n },
    { number: 2, revision: 'frontier',  bytes: 0,   gas: 60n },
    { number: 2, revision: 'frontier',  bytes: 33,  gas: 84n },
    { number: 3, revision: 'byzantium', bytes: 32,  gas: 720n },
    { number: 4, revision: 'byzantium', bytes: 1,   gas: 18n },
    { number: 6, revision: 'byzantium', bytes: 128, gas: 500n },
    { number: 6, revision: 'istanbul',  bytes: 128, gas: 150n },
    { number: 7, revision: 'byzantium', bytes: 96,  gas: 40_000n },
    { number: 7, revision: 'osaka',     bytes: 96,  gas: 6000n },
    { number: 8, revision: 'byzantium', bytes: 384, gas: 260_000n },
    { number: 8, revision: 'istanbul',  bytes: 384, gas: 113_000n },
  ])('0x0$number costs $gas for $bytes bytes at $revision', ({ number, revision, bytes, gas }) => {
    expect(precompile(number, revision).gas(new Uint8Array(bytes))).toBe(gas)
  })
})

describe('hashes', () => {
  it('ripemd160 of abc, by its authors', () => {
    const output = precompile(3, 'byzantium').run(new TextEncoder().encode('abc'))
    expect(toHex(output ?? new Uint8Array())).toBe(
      `0x${'00'.repeat(12)}8eb208f7e05d987a9b044a8e98c6b087f15a0bfc`,
    )
  })

  it('sha256 of any input', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (input) => {
        const expected = createHash('sha256').update(input).digest('hex')
        expect(toHex(precompile(2, 'byzantium').run(input) ?? input)).toBe(`0x${expected}`)
      }),
    )
  })
})

describe('modexp', () => {
  const modexp = () => precompile(5, 'byzantium')

  it('is the power that repeated multiplication gives', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 64n }),
        fc.nat(300),
        fc.bigInt({ min: 0n, max: 2n ** 64n }),
        (base, exponent, modulus) => {
          let expected = 1n
          for (let i = 0; i < exponent; i++)
            expected = modulus === 0n ? 0n : (expected * base) % modulus
          if (modulus <= 1n) expected = 0n
          const output = modexp().run(words(32n, 32n, 32n, base, BigInt(exponent), modulus))
          expect(toHex(output ?? new Uint8Array())).toBe(toHex(words(expected)))
        },
      ),
    )
  })

  it('answers nothing, for no gas, to an exponent of 2^255 bytes and an empty modulus', () => {
    const input = words(0n, 2n ** 255n, 0n)
    expect(modexp().gas(input)).toBe(0n)
    expect(modexp().run(input)).toEqual(new Uint8Array())
  })

  it('prices lengths of 2^255 without looking at them', () => {
    expect(modexp().gas(words(2n ** 255n, 2n ** 255n, 2n ** 255n))).toBeGreaterThan(2n ** 63n)
  })

  it('refuses lengths above 1024 bytes from Osaka on (EIP-7823)', () => {
    expect(precompile(5, 'osaka').run(words(1n, 1025n, 1n))).toBeUndefined()
    expect(precompile(5, 'prague').run(words(1n, 1025n, 1n))).toEqual(Uint8Array.of(0))
  })
})

describe('bn254', () => {
  const MODULUS = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47n

  it('takes infinity and the generator, refuses what is off the curve or above the field', () => {
    const add = (...numbers: bigint[]) => precompile(6, 'istanbul').run(words(...numbers))
    expect(add()).toEqual(new Uint8Array(64))
    expect(add(1n, 2n)).toEqual(words(1n, 2n))
    expect(add(1n, 2n, 1n, MODULUS - 2n)).toEqual(new Uint8Array(64)) // P + (-P)
    expect(add(1n, 1n)).toBeUndefined()
    expect(add(MODULUS + 1n, 2n)).toBeUndefined()
    expect(add(0n, MODULUS)).toBeUndefined()
  })

  it('multiplies by repeated addition', () => {
    let sum = new Uint8Array(64)
    for (let factor = 0n; factor < 12n; factor++) {
      const product = precompile(7, 'istanbul').run(words(1n, 2n, factor))
      expect(product).toEqual(sum)
      const next = precompile(6, 'istanbul').run(Uint8Array.of(...sum, ...words(1n, 2n)))
      sum = Uint8Array.from(next ?? [])
    }
  })

  it('pairs nothing to one, and refuses a part of a pair', () => {
    const pairing = precompile(8, 'istanbul')
    expect(pairing.run(new Uint8Array())).toEqual(words(1n))
    expect(pairing.run(new Uint8Array(192))).toEqual(words(1n))
    expect(pairing.run(new Uint8Array(191))).toBeUndefined()
  })
})
