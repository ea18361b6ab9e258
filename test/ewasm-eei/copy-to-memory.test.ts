import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { testAddress } from '../engine/map-host.ts'
import { data } from './contract-data.ts'
import { ewasmContract } from './ewasm-contract.ts'
import { intValueOf, memoryAfter, type RunOptions, run } from './run-contract.ts'

const other = testAddress(9)
const source = Uint8Array.from({ length: 70 }, (_, index) => index + 1)
const withSource: RunOptions = {
  input: source,
  prepare: (host) => host.deploy(other, source),
}

const callOther =
  '(drop (call $callStatic (i64.const 100000) (i32.const 1000) (i32.const 0) (i32.const 0)))'

/** Each copy with what it needs before it, its gas without words, and where its bytes come from. */
// biome-ignore format: table
const copies = [
  { name: 'callDataCopy',     before: '',        fixed: 3n },
  { name: 'externalCodeCopy', before: '',        fixed: 700n },
  { name: 'returnDataCopy',   before: callOther, fixed: 3n },
] as const

function copyText(name: string, result: number, offset: number, length: number): string {
  const account = name === 'externalCodeCopy' ? '(i32.const 1000)' : ''
  return `(call $${name} ${account} (i32.const ${result}) (i32.const ${offset}) (i32.const ${length}))`
}

/** A callee that returns its own code's first bytes would need Wasm; so it returns `source` from a data segment. */
function prepared(name: string): RunOptions {
  if (name !== 'returnDataCopy') return withSource
  return { ...withSource, prepare: (host) => host.deploy(other, returnsSource) }
}

const returnsSource = ewasmContract({
  main: `(call $finish (i32.const 0) (i32.const ${source.length}))`,
  fields: data(0, source),
})

describe.each(copies)('$name', ({ name, before, fixed }) => {
  const fields = data(1000, other)
  const options = prepared(name)
  const base = run({ main: before, fields }, options).gasUsed

  it('copies the range', () => {
    const main = `${before} ${copyText(name, 4, 10, 33)} (call $finish (i32.const 3) (i32.const 35))`
    const { result } = run({ main, fields }, options)
    expect([...result.output]).toEqual([0, ...source.slice(10, 43), 0])
  })

  it.each([0, 1, 32, 33, 64, 70])('charges 3 for each word of %i bytes', (length) => {
    const { gasUsed } = run({ main: `${before} ${copyText(name, 0, 0, length)}`, fields }, options)
    expect(gasUsed - base).toBe(fixed + 3n * BigInt(Math.ceil(length / 32)))
  })

  // biome-ignore format: table
  it.each([
    { title: 'one byte too long',           result: 0,      offset: 0,  length: 71 },
    { title: 'begins behind the source',    result: 0,      offset: 71, length: 1 },
    { title: 'offset of 2^32 - 1',          result: 0,      offset: -1, length: 1 },
    { title: 'offset plus length wraps',    result: 0,      offset: -1, length: 2 },
    { title: 'ends behind memory',          result: 65_500, offset: 0,  length: 37 },
    { title: 'result offset of 2^32 - 1',   result: -1,     offset: 0,  length: 2 },
    { title: 'empty, result behind memory', result: 65_537, offset: 0,  length: 0 },
  ])('halts when the range $title', ({ result, offset, length }) => {
    const main = `${before} ${copyText(name, result, offset, length)}`
    expect(run({ main, fields }, options).result).toMatchObject({
      statusCode: statusCode.invalidMemoryAccess,
      gasLeft: 0n,
    })
  })

  it('runs out of gas before a length that nobody could pay', () => {
    const main = `${before} ${copyText(name, 0, 0, -1)}`
    expect(run({ main, fields }, options).result.statusCode).toBe(statusCode.outOfGas)
  })

  it('copies exactly what is inside both, and halts otherwise', () => {
    const edge = fc.oneof(fc.nat(80), fc.integer({ min: 65_400, max: 65_600 }), fc.constant(-1))
    fc.assert(
      fc.property(edge, edge, fc.nat(80), (result, offset, length) => {
        const main = `${before} ${copyText(name, result, offset, length)}`
        const { result: got } = run({ main, fields }, options)
        const from = offset >>> 0
        const to = result >>> 0
        const emptyExternal = name === 'externalCodeCopy' && length === 0
        const inside = (from + length <= 70 || emptyExternal) && to + length <= 65_536
        expect(got.statusCode).toBe(inside ? statusCode.success : statusCode.invalidMemoryAccess)
      }),
      { numRuns: 40 },
    )
  })
})

describe('sizes', () => {
  it('getCallDataSize', () => {
    expect(intValueOf('(call $getCallDataSize)', withSource)).toBe(70)
  })

  it('getExternalCodeSize', () => {
    const main = `(i32.store (i32.const 0) (call $getExternalCodeSize (i32.const 1000)))
      (call $finish (i32.const 0) (i32.const 4))`
    const { result } = run({ main, fields: data(1000, other) }, withSource)
    expect([...result.output]).toEqual([70, 0, 0, 0])
  })

  it('getReturnDataSize is 0 before any call', () => {
    expect(intValueOf('(call $getReturnDataSize)')).toBe(0)
  })

  it('getCodeSize and codeCopy see the code as it was deployed, without metering', () => {
    const main = `(call $codeCopy (i32.const 0) (i32.const 0) (call $getCodeSize))
      (call $finish (i32.const 0) (call $getCodeSize))`
    expect(memoryAfter(main, [0, 0])).toEqual(
      ewasmContract({ main: `${main} (call $finish (i32.const 0) (i32.const 0))` }),
    )
  })
})
