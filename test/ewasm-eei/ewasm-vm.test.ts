import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { createEwasmVm } from '../../src/ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { MapHost, testAddress } from '../engine/map-host.ts'
import { ewasmContract } from './ewasm-contract.ts'

const vm = createEwasmVm({ schedule: gasSchedules.hera })
const me = testAddress(1)

describe('createEwasmVm', () => {
  it('runs a contract that stores and finishes', () => {
    const host = new MapHost(vm)
    host.deploy(
      me,
      ewasmContract({
        main: `(i32.store (i32.const 63) (i32.const 5))
               (call $storageStore (i32.const 0) (i32.const 32))
               (call $finish (i32.const 63) (i32.const 2))`,
      }),
    )
    const result = host.send({ gas: 100_000n })
    expect(result).toEqual({
      statusCode: statusCode.success,
      gasLeft: 80_000n,
      gasRefund: 0n,
      output: Uint8Array.of(5, 0),
    })
    expect(host.slot(me, 0)).toBe(`${'00'.repeat(31)}05`)
  })
})
