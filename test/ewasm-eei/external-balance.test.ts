import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { type MapHost, testAddress } from '../engine/map-host.ts'
import { data } from './contract-data.ts'
import { run } from './run-contract.ts'

const other = testAddress(9)
const fields = data(1000, other)
const balance = (wei: bigint) => (host: MapHost) => {
  host.account(other).balance = wei
}

describe('getExternalBalance', () => {
  it('writes the balance as a u128', () => {
    const main = `(call $getExternalBalance (i32.const 1000) (i32.const 1))
      (call $finish (i32.const 0) (i32.const 18))`
    const { result } = run({ main, fields }, { prepare: balance((1n << 128n) - 2n) })
    expect([...result.output]).toEqual([0, 0xfe, ...new Array(15).fill(0xff), 0])
  })

  it('halts for a balance beyond 128 bits', () => {
    const main = '(call $getExternalBalance (i32.const 1000) (i32.const 1))'
    const { result } = run({ main, fields }, { prepare: balance(1n << 128n) })
    expect(result.statusCode).toBe(statusCode.argumentOutOfRange)
  })

  // biome-ignore format: table
  it.each([
    { revision: 'byzantium', first: 400n,  second: 400n },
    { revision: 'istanbul',  first: 700n,  second: 700n }, // EIP-1884
    { revision: 'berlin',    first: 2600n, second: 100n }, // EIP-2929
    { revision: 'osaka',     first: 2600n, second: 100n },
  ] as const)('costs $first and then $second in $revision', ({ revision, first, second }) => {
    const main = '(call $getExternalBalance (i32.const 1000) (i32.const 0))'
    expect(run({ main, fields }, { revision }).gasUsed).toBe(first)
    expect(run({ main: main + main, fields }, { revision }).gasUsed).toBe(first + second)
  })

  it.each([
    [65_517, 0],
    [1000, 65_521],
    [-1, 0],
    [0, -1],
  ])('stays inside memory at %i and %i', (address, result) => {
    const main = `(call $getExternalBalance (i32.const ${address}) (i32.const ${result}))`
    expect(run(main).result.statusCode).toBe(statusCode.invalidMemoryAccess)
  })
})
