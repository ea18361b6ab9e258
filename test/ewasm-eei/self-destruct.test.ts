import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { type MapHost, testAddress } from '../engine/map-host.ts'
import { data } from './contract-data.ts'
import { run, self } from './run-contract.ts'

const heir = testAddress(9)
const contract = {
  main: '(call $selfDestruct (i32.const 0)) unreachable',
  fields: data(0, heir),
}
const withHeir = (host: MapHost) => {
  host.account(self).balance = 11n
  host.account(heir).balance = 1n
}

describe('selfDestruct', () => {
  it('ends with success, moves the balance, refunds 24,000', () => {
    const { host, result, gasUsed } = run(contract, { prepare: withHeir })
    expect(result).toMatchObject({ statusCode: statusCode.success, gasRefund: 24_000n })
    expect(gasUsed).toBe(5000n)
    expect(host.getBalance(heir)).toBe(12n)
    expect(host.account(self).destructed).toBe(true)
  })

  it('pays for an heir that does not exist', () => {
    expect(run(contract).gasUsed).toBe(30_000n)
  })

  it('pays for a cold heir in Berlin, refunds nothing in London', () => {
    expect(run(contract, { prepare: withHeir, revision: 'berlin' })).toMatchObject({
      gasUsed: 7600n,
      result: { gasRefund: 24_000n },
    })
    const london = run(contract, { prepare: withHeir, revision: 'london' })
    expect(london.result.gasRefund).toBe(0n)
  })

  it('is refused in static mode', () => {
    const { result, host } = run(contract, { isStatic: true })
    expect(result.statusCode).toBe(statusCode.staticModeViolation)
    expect(host.account(self).destructed).toBe(false)
  })

  it('halts when the address is outside memory', () => {
    const { result } = run('(call $selfDestruct (i32.const 65517))')
    expect(result.statusCode).toBe(statusCode.invalidMemoryAccess)
  })
})
