import type { GasSchedule } from '../gas-schedule.ts'

/**
 * Prices by measurement: what an instruction takes in V8's optimising compiler when it waits for the one before, at ten
 * million gas a second, so that a unit is 0.01 ns. From a run of `scripts/calibrate-gas-schedule.ts` on Node 20.20.2, x64,
 * rounded up to two digits; nothing that is executed is cheaper than 10 units, because copies and constants vanish in
 * optimised code only. A comment says where a price is more than the measurement.
 */
// biome-ignore format: table
export const calibratedV1 = {
  name: 'calibrated-v1',
  version: 1,
  unitsPerGas: 10_000,
  instructions: {
    unreachable:     10,
    nop:             10,
    block:           0,         // no code
    loop:            10,
    if:              60,        // one misprediction in ten, at 5 ns, beside the comparison
    br:              40,
    brIf:            60,        // as if
    brTable:         150,       // one misprediction in five
    return:          100,       // half of a call and its return
    call:            200,
    callIndirect:    300,
    drop:            10,
    select:          64,
    local:           10,
    global:          86,
    constant:        10,
    load:            180,       // latency of the first-level cache
    store:           42,
    memorySize:      32,
    memoryGrow:      91_000,
    bulk:            1_200,
    dropSegment:     32,
    reference:       3_200,     // table.get and table.set leave the code
    integer:         36,
    shift:           59,
    rotate:          67,
    multiply:        120,
    divide:          1_600,
    countZeros:      96,
    populationCount: 96,
    signExtend:      32,
    wrap:            10,
    reinterpret:     65,
    float:           130,
    floatDivide:     510,
    floatConvert:    220,
    vectorDivide:    5_600,     // with subnormal operands
    vectorMultiply:  300,
    vector:          60,        // of classes that are not told apart, the dearer
  },
  declaredLocal: 40,            // a store of zero
  grownPage: 5_600_000,         // with the first touch of its sixteen pages of the system
  bulkByte: 4,
  bulkElement: 2_700,
} as const satisfies GasSchedule
