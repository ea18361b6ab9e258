import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Revision } from '../../src/engine/revision.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import type { MapHost } from '../engine/map-host.ts'
import { run, self } from './run-contract.ts'

const word = (value: number): string => value.toString(16).padStart(64, '0')

/** Text that writes `value` (one byte) to slot 0. */
function store(value: number): string {
  return `(i32.store8 (i32.const 63) (i32.const ${value}))
    (call $storageStore (i32.const 0) (i32.const 32))`
}

function startingWith(value: number) {
  return (host: MapHost) => void host.account(self).storage.set(word(0), word(value))
}

describe('storageStore', () => {
  // original, then the values written; gas and refund are those of the EIPs' own test tables.
  // biome-ignore format: table
  it.each([
    // Yellow Paper (Byzantium), as Hera charges it
    { revision: 'byzantium', original: 0, writes: [0],       gas: 5000,  refund: 0 },
    { revision: 'byzantium', original: 0, writes: [1],       gas: 20000, refund: 0 },
    { revision: 'byzantium', original: 0, writes: [1, 0],    gas: 25000, refund: 15000 },
    { revision: 'byzantium', original: 1, writes: [2, 0, 1], gas: 30000, refund: 15000 },
    // EIP-1283's table
    { revision: 'constantinople', original: 0, writes: [0, 0],    gas: 400,   refund: 0 },
    { revision: 'constantinople', original: 0, writes: [0, 1],    gas: 20200, refund: 0 },
    { revision: 'constantinople', original: 0, writes: [1, 0],    gas: 20200, refund: 19800 },
    { revision: 'constantinople', original: 1, writes: [0, 1],    gas: 5200,  refund: 4800 },
    { revision: 'constantinople', original: 1, writes: [2, 1],    gas: 5200,  refund: 4800 },
    { revision: 'constantinople', original: 1, writes: [0, 1, 0], gas: 10200, refund: 19800 },
    { revision: 'petersburg',     original: 0, writes: [1, 0],    gas: 25000, refund: 15000 },
    // EIP-2200's table
    { revision: 'istanbul', original: 0, writes: [0, 0],    gas: 1600,  refund: 0 },
    { revision: 'istanbul', original: 0, writes: [0, 1],    gas: 20800, refund: 0 },
    { revision: 'istanbul', original: 0, writes: [1, 0],    gas: 20800, refund: 19200 },
    { revision: 'istanbul', original: 0, writes: [1, 2],    gas: 20800, refund: 0 },
    { revision: 'istanbul', original: 1, writes: [0, 0],    gas: 5800,  refund: 15000 },
    { revision: 'istanbul', original: 1, writes: [0, 1],    gas: 5800,  refund: 4200 },
    { revision: 'istanbul', original: 1, writes: [0, 2],    gas: 5800,  refund: 0 },
    { revision: 'istanbul', original: 1, writes: [2, 0],    gas: 5800,  refund: 15000 },
    { revision: 'istanbul', original: 1, writes: [2, 1],    gas: 5800,  refund: 4200 },
    { revision: 'istanbul', original: 0, writes: [1, 0, 1], gas: 40800, refund: 19200 },
    { revision: 'istanbul', original: 1, writes: [0, 1, 0], gas: 10800, refund: 19200 },
    // EIP-2929: the same with a warm access of 100 and 2100 for the cold slot, EIP-3529's refunds from London
    { revision: 'berlin', original: 0, writes: [0],       gas: 2200,  refund: 0 },
    { revision: 'berlin', original: 0, writes: [1],       gas: 22100, refund: 0 },
    { revision: 'berlin', original: 1, writes: [2],       gas: 5000,  refund: 0 },
    { revision: 'berlin', original: 1, writes: [0],       gas: 5000,  refund: 15000 },
    { revision: 'berlin', original: 0, writes: [1, 0],    gas: 22200, refund: 19900 },
    { revision: 'berlin', original: 1, writes: [0, 1],    gas: 5100,  refund: 2800 },
    { revision: 'london', original: 1, writes: [0],       gas: 5000,  refund: 4800 },
    { revision: 'london', original: 1, writes: [0, 1],    gas: 5100,  refund: 2800 },
    { revision: 'cancun', original: 1, writes: [0, 1, 0], gas: 8000,  refund: 7600 },
  ] as const)('costs $gas, refunds $refund in $revision: $original → $writes', ({ revision, original, writes, gas, refund }) => {
    const main = writes.map(store).join('\n')
    const { result, gasUsed } = run(main, { revision, prepare: startingWith(original) })
    expect(gasUsed).toBe(BigInt(gas))
    expect(result.gasRefund).toBe(BigInt(refund))
  })

  it('is refused at 2300 gas left from Istanbul on', () => {
    for (const [gas, revision, status] of [
      [2300n, 'istanbul', 'outOfGas'],
      [2301n, 'istanbul', 'success'],
      [2300n, 'constantinople', 'success'],
    ] as const) {
      const { result } = run(store(1), { revision, gas, prepare: startingWith(1) })
      expect(result.statusCode).toBe(statusCode[status])
    }
  })

  it('is refused in static mode', () => {
    const { result, host } = run(store(1), { isStatic: true })
    expect(result).toMatchObject({ statusCode: statusCode.staticModeViolation, gasLeft: 0n })
    expect(host.slot(self, 0)).toBe(word(0))
  })

  it('leaves nothing behind when its gas is missing', () => {
    const { result, host } = run(store(1), { gas: 19_999n })
    expect(result.statusCode).toBe(statusCode.outOfGas)
    expect(host.slot(self, 0)).toBe(word(0))
    expect(run(store(1), { gas: 20_000n }).result.statusCode).toBe(statusCode.success)
  })

  it('earns no refund when the message fails or reverts', () => {
    for (const end of ['unreachable', '(call $revert (i32.const 0) (i32.const 0))']) {
      const { result } = run(store(0) + end, { prepare: startingWith(1) })
      expect(result.gasRefund).toBe(0n)
    }
  })
})

describe('storageLoad', () => {
  const load = '(call $storageLoad (i32.const 0) (i32.const 100))'

  it('reads the slot, also over its own path', () => {
    for (const target of [0, 16, 100]) {
      const main = `(call $storageLoad (i32.const 0) (i32.const ${target}))
        (call $finish (i32.const ${target}) (i32.const 32))`
      const { result } = run(main, { prepare: startingWith(9) })
      expect(Buffer.from(result.output).toString('hex')).toBe(word(9))
    }
  })

  // biome-ignore format: table
  it.each<{ revision: Revision; first: bigint; second: bigint }>([
    { revision: 'byzantium', first: 200n,  second: 200n },
    { revision: 'istanbul',  first: 800n,  second: 800n }, // EIP-1884
    { revision: 'berlin',    first: 2100n, second: 100n }, // EIP-2929
  ])('costs $first and then $second in $revision', ({ revision, first, second }) => {
    expect(run(load, { revision }).gasUsed).toBe(first)
    expect(run(load + load, { revision }).gasUsed).toBe(first + second)
  })
})

it.each(['storageLoad', 'storageStore'])('%s halts exactly outside memory', (name) => {
  const offset = fc.oneof(
    fc.integer({ min: 65_470, max: 65_540 }),
    fc.constantFrom(0, -1, -32, 0x7fff_ffff, -0x8000_0000),
  )
  fc.assert(
    fc.property(offset, offset, (first, second) => {
      const { result } = run(`(call $${name} (i32.const ${first}) (i32.const ${second}))`)
      const inside = Math.max(first >>> 0, second >>> 0) <= 65_504
      const expected = inside ? statusCode.success : statusCode.invalidMemoryAccess
      expect(result.statusCode).toBe(expected)
    }),
    { numRuns: 40 },
  )
})
