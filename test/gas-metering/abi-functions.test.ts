import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { meter } from '../../src/gas-metering/meter.ts'
import { meteredAbi } from '../../src/gas-metering/metered-abi.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import { parseWat } from './wat-module.ts'

const MAX_GAS = 2n ** 63n - 1n

function emptyInstance(schedule: keyof typeof gasSchedules) {
  const metered = meter(parseWat('(module)'), {
    schedule: gasSchedules[schedule],
    strategy: 'fast',
  })
  const instance = new WebAssembly.Instance(
    new WebAssembly.Module(encodeModule(metered) as Uint8Array<ArrayBuffer>),
  )
  const call = (name: string, ...args: unknown[]): unknown =>
    (instance.exports[name] as (...values: unknown[]) => unknown)(...args)
  return {
    setGas: (gas: bigint) => call(meteredAbi.setGas, gas),
    gasLeft: () => call(meteredAbi.gasLeft),
    takeGas: (amount: number) => call(meteredAbi.takeGas, amount),
    stackLeft: instance.exports[meteredAbi.stackLeft] as WebAssembly.Global,
    trapReason: instance.exports[meteredAbi.trapReason] as WebAssembly.Global,
  }
}

describe.each(['hera', 'ewasm-v1', 'calibrated-v1'] as const)('the ABI under %s', (schedule) => {
  it('holds every gas limit that an i64 holds', () => {
    const module = emptyInstance(schedule)
    const gas = fc.oneof(fc.bigInt({ min: 0n, max: MAX_GAS }), fc.constantFrom(0n, 1n, MAX_GAS))
    fc.assert(
      fc.property(gas, (limit) => {
        module.setGas(limit)
        expect(module.gasLeft()).toBe(limit)
      }),
    )
  })

  it('takes a charge whole or not at all', () => {
    const module = emptyInstance(schedule)
    const amounts = fc.array(fc.maxSafeInteger().map(Math.abs), { maxLength: 8 })
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_GAS }), amounts, (limit, charges) => {
        module.setGas(limit)
        let left = limit
        for (const charge of charges) {
          const isPaid = BigInt(charge) <= left
          expect(module.takeGas(charge)).toBe(isPaid ? 1 : 0)
          if (isPaid) left -= BigInt(charge)
          expect(module.gasLeft()).toBe(left)
        }
      }),
    )
  })

  it('takes the last gas, and not one more', () => {
    const module = emptyInstance(schedule)
    module.setGas(7n)
    expect([module.takeGas(8), module.takeGas(7), module.takeGas(1), module.takeGas(0)]).toEqual([
      0, 1, 0, 1,
    ])
  })

  it('keeps the stack height that it is given, and starts without a trap', () => {
    const module = emptyInstance(schedule)
    module.stackLeft.value = 12_345
    expect(module.stackLeft.value).toBe(12_345)
    expect(module.trapReason.value).toBe(0)
  })
})
