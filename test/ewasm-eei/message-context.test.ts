import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { memoryAfter, run, self, sender } from './run-contract.ts'

describe('message context', () => {
  it('getAddress writes the recipient', () => {
    expect(memoryAfter('(call $getAddress (i32.const 3))', [3, 20])).toEqual(self)
  })

  it('getCaller writes the sender', () => {
    expect(memoryAfter('(call $getCaller (i32.const 3))', [3, 20])).toEqual(sender)
  })

  it('getCallValue writes a little-endian u128', () => {
    const value = (0x0102n << 120n) >> 8n
    const bytes = memoryAfter('(call $getCallValue (i32.const 1))', [1, 16], {
      value,
      prepare: (host) => {
        host.account(sender).balance = value
      },
    })
    expect([...bytes]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1])
  })

  it('getCallValue halts for a value beyond 128 bits', () => {
    const { result } = run('(call $getCallValue (i32.const 0))', {
      kind: 'delegatecall',
      value: 1n << 128n,
    })
    expect(result.statusCode).toBe(statusCode.argumentOutOfRange)
  })

  // biome-ignore format: table
  it.each([
    { name: 'getAddress',   length: 20 },
    { name: 'getCaller',    length: 20 },
    { name: 'getCallValue', length: 16 },
  ])('$name costs 2 and stays inside memory', ({ name, length }) => {
    const last = 65_536 - length
    const inside = run(`(call $${name} (i32.const ${last}))`)
    expect(inside.result.statusCode).toBe(statusCode.success)
    expect(inside.gasUsed).toBe(2n)
    for (const offset of [last + 1, 65_536, 0x7fff_ffff, -1]) {
      const { result } = run(`(call $${name} (i32.const ${offset}))`)
      expect(result).toMatchObject({ statusCode: statusCode.invalidMemoryAccess, gasLeft: 0n })
    }
  })
})
