import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { memoryAfter, run } from './run-contract.ts'

describe('transaction context', () => {
  it('getTxOrigin writes 20 bytes', () => {
    const { host } = run('')
    expect(memoryAfter('(call $getTxOrigin (i32.const 2))', [2, 20])).toEqual(host.txContext.origin)
  })

  it('getTxGasPrice writes a u128', () => {
    const bytes = memoryAfter('(call $getTxGasPrice (i32.const 0))', [0, 16])
    expect([...bytes]).toEqual([7, ...new Array(15).fill(0)])
  })

  it('getTxGasPrice halts for a price beyond 128 bits', () => {
    const { result } = run('(call $getTxGasPrice (i32.const 0))', {
      prepare: (host) => {
        host.txContext = { ...host.txContext, gasPrice: 1n << 128n }
      },
    })
    expect(result.statusCode).toBe(statusCode.argumentOutOfRange)
  })

  it.each(['getTxOrigin', 'getTxGasPrice'])('%s costs 2 and stays inside memory', (name) => {
    expect(run(`(call $${name} (i32.const 0))`).gasUsed).toBe(2n)
    const { result } = run(`(call $${name} (i32.const 65521))`)
    expect(result.statusCode).toBe(statusCode.invalidMemoryAccess)
  })
})
