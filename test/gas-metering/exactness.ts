import { expect } from 'vitest'
import type { GasSchedule } from '../../src/gas-metering/gas-schedule.ts'
import type { InstructionClass } from '../../src/gas-metering/instruction-class.ts'
import { meter } from '../../src/gas-metering/meter.ts'
import { hera } from '../../src/gas-metering/schedules/hera.ts'
import type { WasmModule } from '../../src/wasm/module.ts'
import { type Limits, MeteredModule, type Run, runReference } from './metered-run.ts'

/** Prices that tell every class apart, so that a charge at the wrong place cannot cancel out; one unit is one gas. */
export const unevenSchedule: GasSchedule = {
  name: 'uneven',
  version: 1,
  unitsPerGas: 1,
  instructions: Object.fromEntries(
    Object.keys(hera.instructions).map((name, index) => [name, 1 + ((index * 7) % 11)]),
  ) as Record<InstructionClass, number>,
  declaredLocal: 3,
  grownPage: 50,
  bulkByte: 2,
  bulkElement: 5,
}

const GAS = 12_000n
const STACK_HEIGHT = 600

/**
 * Runs `main` with plenty of gas, with exactly what that took, with one less, and with parts of it; the reference and
 * both strategies have to agree each time.
 */
export function expectExact(module: WasmModule, argument: number, parts: readonly number[]): void {
  const precise = new MeteredModule(
    meter(module, { schedule: unevenSchedule, strategy: 'precise' }),
  )
  const fast = new MeteredModule(meter(module, { schedule: unevenSchedule, strategy: 'fast' }))
  const compare = (gas: bigint): Run => {
    const limits: Limits = { gas, stackHeight: STACK_HEIGHT, argument }
    const reference = runReference(module, unevenSchedule, limits)
    expect(precise.run(limits)).toEqual(reference)
    expect(promised(fast.run(limits))).toEqual(promised(reference))
    return reference
  }
  const { gasLeft } = compare(GAS)
  const used = gasLeft === undefined ? GAS : GAS - gasLeft
  compare(used)
  if (used > 0n) compare(used - 1n)
  for (const part of parts) compare((used * BigInt(part)) / 256n)
}

/** The fast strategy promises that a call fails, not why. */
function promised(run: Run): unknown {
  return run.outcome === 'returned' ? run : { ...run, outcome: 'failed' }
}
