import type { GasSchedule } from '../gas-schedule.ts'

/**
 * Host functions only: running code costs nothing and every charge comes through `InstanceGas.take`.
 *
 * The public Ewasm state tests were filled with Hera without its metering contract, so with these prices. A loop
 * without host calls never ends under it: it is for tests and trusted code, not for a chain.
 *
 * @see https://github.com/ewasm/hera/blob/master/src/eei.cpp
 */
// biome-ignore format: table
export const hera = {
  name: 'hera',
  version: 1,
  unitsPerGas: 1,
  instructions: {
    unreachable: 0, nop: 0, block: 0, loop: 0, if: 0, br: 0, brIf: 0, brTable: 0, return: 0, call: 0, callIndirect: 0,
    drop: 0, select: 0, local: 0, global: 0, constant: 0, load: 0, store: 0, memorySize: 0, memoryGrow: 0, bulk: 0,
    dropSegment: 0, reference: 0, integer: 0, shift: 0, rotate: 0, multiply: 0, divide: 0, countZeros: 0,
    populationCount: 0, signExtend: 0, wrap: 0, reinterpret: 0, float: 0, floatDivide: 0, floatConvert: 0,
    vectorDivide: 0, vectorMultiply: 0, vector: 0,
  },
  declaredLocal: 0,
  grownPage: 0,
  bulkByte: 0,
  bulkElement: 0,
} as const satisfies GasSchedule
