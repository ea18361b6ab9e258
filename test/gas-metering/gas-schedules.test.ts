import { describe, expect, it } from 'vitest'
import { isFree } from '../../src/gas-metering/gas-schedule.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'

describe.each(Object.entries(gasSchedules))('schedule %s', (name, schedule) => {
  it('has its own name and a version, for cache keys', () => {
    expect(schedule.name).toBe(name)
    expect(schedule.version).toBeGreaterThan(0)
  })

  it('has whole prices that are not negative and leave the counter room', () => {
    const { declaredLocal, grownPage, bulkByte, bulkElement, unitsPerGas } = schedule
    const prices = [...Object.values(schedule.instructions), declaredLocal, grownPage]
    for (const price of [...prices, bulkByte, bulkElement, unitsPerGas]) {
      expect(Number.isSafeInteger(price)).toBe(true)
      expect(price).toBeGreaterThanOrEqual(0)
      // 2^32 pages, bytes or elements times the price stay below 2^62.
      expect(price).toBeLessThan(2 ** 30)
    }
  })

  it('charges every way round a loop and every call, unless it is free', () => {
    const { br, brIf, brTable, call, callIndirect } = schedule.instructions
    const prices: readonly number[] = [br, brIf, brTable, call, callIndirect]
    expect(prices.every((price) => price > 0)).toBe(!isFree(schedule))
  })
})

/** https://github.com/ewasm/design/blob/master/determining_wasm_gas_costs.md: gas to four digits. */
describe('ewasm-v1', () => {
  // biome-ignore format: table
  it.each([
    ['local', 0.0135], ['global', 0.0135], ['load', 0.0135], ['integer', 0.0045], ['multiply', 0.0135],
    ['divide', 0.36], ['shift', 0.0067], ['rotate', 0.0090], ['countZeros', 0.4725], ['wrap', 0.0135],
    ['drop', 0.0135], ['select', 0.0135], ['constant', 0],
  ] as const)('prices %s at %f gas', (instructionClass, gas) => {
    const { instructions, unitsPerGas } = gasSchedules['ewasm-v1']
    expect(instructions[instructionClass] / unitsPerGas).toBeCloseTo(gas, 10)
  })
})

it('hera is free', () => {
  expect(isFree(gasSchedules.hera)).toBe(true)
})
