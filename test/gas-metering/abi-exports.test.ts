import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { InstanceGas } from '../../src/gas-metering/instance-gas.ts'
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
  return {
    gas: new InstanceGas(instance.exports),
    stackLeft: instance.exports[meteredAbi.stackLeft] as WebAssembly.Global,
    units: instance.exports[meteredAbi.units] as WebAssembly.Global,
    unitsPerGas: instance.exports[meteredAbi.unitsPerGas] as WebAssembly.Global,
  }
}

describe.each(['hera', 'ewasm-v1', 'calibrated-v1'] as const)('the ABI under %s', (schedule) => {
  it('holds every gas limit that an i64 holds', () => {
    const { gas: held } = emptyInstance(schedule)
    const gas = fc.oneof(fc.bigInt({ min: 0n, max: MAX_GAS }), fc.constantFrom(0n, 1n, MAX_GAS))
    fc.assert(
      fc.property(gas, (limit) => {
        held.set(limit)
        expect(held.left()).toBe(limit)
      }),
    )
  })

  it('takes a charge whole or not at all', () => {
    const { gas: held } = emptyInstance(schedule)
    const amounts = fc.array(fc.maxSafeInteger().map(Math.abs), { maxLength: 8 })
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_GAS }), amounts, (limit, charges) => {
        held.set(limit)
        let left = limit
        for (const charge of charges) {
          const isPaid = BigInt(charge) <= left
          expect(held.take(charge)).toBe(isPaid)
          if (isPaid) left -= BigInt(charge)
          expect(held.left()).toBe(left)
        }
      }),
    )
  })

  it('takes the last gas, and not one more', () => {
    const { gas: held } = emptyInstance(schedule)
    held.set(7n)
    expect([held.take(8), held.take(7), held.take(1), held.take(0)]).toEqual([
      false,
      true,
      false,
      true,
    ])
  })

  it('keeps the stack height that it is given, and starts without a trap', () => {
    const { gas, stackLeft } = emptyInstance(schedule)
    stackLeft.value = 12_345
    expect(stackLeft.value).toBe(12_345)
    expect(gas.trapReason()).toBe(0)
  })

  it('counts units in a global', () => {
    const { units, unitsPerGas, gas } = emptyInstance(schedule)
    gas.set(3n)
    expect(units.value).toBe(3n * BigInt(gasSchedules[schedule].unitsPerGas))
    expect(unitsPerGas.value).toBe(gasSchedules[schedule].unitsPerGas)
    units.value = (units.value as bigint) - 1n
    expect(gas.left()).toBe(2n)
  })
})
