import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { longValueOf, run } from './run-contract.ts'

describe('useGas', () => {
  it('takes exactly the amount', () => {
    expect(run('(call $useGas (i64.const 1234))').gasUsed).toBe(1234n)
  })

  it('may take all', () => {
    const { result } = run('(call $useGas (i64.const 500))', { gas: 500n })
    expect(result).toMatchObject({ statusCode: statusCode.success, gasLeft: 0n })
  })

  it('runs out of gas one unit later', () => {
    const { result } = run('(call $useGas (i64.const 501))', { gas: 500n })
    expect(result.statusCode).toBe(statusCode.outOfGas)
  })

  it('is exact where a double is not', () => {
    const gas = 2n ** 62n + 3n
    const { gasUsed } = run(`(call $useGas (i64.const ${2n ** 60n + 1n}))`, { gas })
    expect(gasUsed).toBe(2n ** 60n + 1n)
  })

  it('halts for a negative amount', () => {
    const { result } = run('(call $useGas (i64.const -1))')
    expect(result).toMatchObject({ statusCode: statusCode.argumentOutOfRange, gasLeft: 0n })
  })
})

describe('getGasLeft', () => {
  it('has its own cost of 2 behind it', () => {
    expect(longValueOf('(call $getGasLeft)', { gas: 1000n })).toBe(998n)
  })

  it('needs its cost', () => {
    const { result } = run('(drop (call $getGasLeft))', { gas: 1n })
    expect(result.statusCode).toBe(statusCode.outOfGas)
  })
})
