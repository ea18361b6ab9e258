import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { data } from './contract-data.ts'
import { run, self } from './run-contract.ts'

const bytes = Uint8Array.from({ length: 200 }, (_, index) => index)
const fields = data(0, bytes)

function log(offset: number, length: number, topics: number, at: readonly number[] = []): string {
  const offsets = [0, 1, 2, 3].map((index) => `(i32.const ${at[index] ?? 0})`).join(' ')
  return `(call $log (i32.const ${offset}) (i32.const ${length}) (i32.const ${topics}) ${offsets})`
}

describe('log', () => {
  it.each([0, 1, 2, 3, 4])('emits %i topics', (count) => {
    const { host, gasUsed } = run({ main: log(3, 5, count, [10, 20, 30, 40]), fields })
    const topics = [10, 20, 30, 40].slice(0, count).map((at) => toHex(bytes.slice(at, at + 32)))
    expect(host.logs).toEqual([{ address: toHex(self), data: '0x0304050607', topics }])
    expect(gasUsed).toBe(BigInt(375 + 375 * count + 8 * 5))
  })

  it('does not look at topics that are not counted', () => {
    const { result } = run(log(0, 0, 1, [0, -1, -1, -1]))
    expect(result.statusCode).toBe(statusCode.success)
  })

  // biome-ignore format: table
  it.each([
    { title: 'five topics',           main: log(0, 0, 5),             status: 'contractValidationFailure' },
    { title: 'data outside memory',   main: log(65_536, 1, 0),        status: 'invalidMemoryAccess' },
    { title: 'empty data behind it',  main: log(65_537, 0, 0),        status: 'invalidMemoryAccess' },
    { title: 'a topic outside',       main: log(0, 0, 2, [0, 65505]), status: 'invalidMemoryAccess' },
    { title: '2^32 - 1 topics',       main: log(0, 0, -1),            status: 'outOfGas' },
    { title: '2^32 - 1 bytes',        main: log(0, -1, 0),            status: 'outOfGas' },
  ] as const)('halts for $title', ({ main, status }) => {
    const { result, host } = run(main)
    expect(result).toMatchObject({ statusCode: statusCode[status], gasLeft: 0n })
    expect(host.logs).toEqual([])
  })

  it('is refused in static mode', () => {
    const { result } = run(log(0, 0, 0), { isStatic: true })
    expect(result.statusCode).toBe(statusCode.staticModeViolation)
  })
})
