import type { GasSchedule } from '../gas-schedule.ts'

/** A cycle of the design's 2.2 GHz machine, at ten million gas a second and 10,000 particles a gas. */
const CYCLE = 45

/**
 * The instruction costs of the Ewasm design: cycles of a 2014 Haswell times 0.0045 gas, counted in particles of which
 * 10,000 are one gas. Rows that the design leaves open ("?", TBD, or newer than it) carry a comment with the reason.
 *
 * @see https://github.com/ewasm/design/blob/master/determining_wasm_gas_costs.md
 */
// biome-ignore format: table
export const ewasmV1 = {
  name: 'ewasm-v1',
  version: 1,
  unitsPerGas: 10_000,
  instructions: {
    unreachable:     0,
    nop:             0,           // open: no machine instruction
    block:           0,
    loop:            0,
    if:              2 * CYCLE,   // "then" and "else" are 2 each and one of them always runs
    br:              2 * CYCLE,
    brIf:            3 * CYCLE,
    brTable:         2 * CYCLE,
    return:          2 * CYCLE,
    call:            2 * CYCLE,   // host functions add their own charge
    callIndirect:    12 * CYCLE,  // open: bounds and signature checks, three dependent loads, a call
    drop:            3 * CYCLE,
    select:          3 * CYCLE,
    local:           3 * CYCLE,
    global:          3 * CYCLE,
    constant:        0,
    load:            3 * CYCLE,
    store:           3 * CYCLE,   // not in the design's table; a MOV like a load
    memorySize:      3 * CYCLE,   // open: a load
    memoryGrow:      1_000 * CYCLE, // open: leaves the code; the pages come on top
    bulk:            100 * CYCLE, // newer: leaves the code; the bytes come on top
    dropSegment:     100 * CYCLE, // newer: leaves the code
    reference:       12 * CYCLE,  // newer: as call_indirect's look-up
    integer:         1 * CYCLE,
    shift:           67,          // 1.5 cycles; the design truncates 67.5
    rotate:          2 * CYCLE,
    multiply:        3 * CYCLE,
    divide:          80 * CYCLE,
    countZeros:      105 * CYCLE,
    populationCount: 105 * CYCLE, // open: as clz, whose software form is as long
    signExtend:      3 * CYCLE,   // extend_i32_u is a MOV; the signed one open: two shifts, 1.5 each
    wrap:            3 * CYCLE,
    reinterpret:     3 * CYCLE,   // a MOV
    float:           5 * CYCLE,   // floats and vectors: contracts have none; for unrestricted modules
    floatDivide:     20 * CYCLE,
    floatConvert:    6 * CYCLE,
    vectorDivide:    40 * CYCLE,
    vectorMultiply:  10 * CYCLE,
    vector:          5 * CYCLE,
  },
  declaredLocal: 1 * CYCLE,       // a store of zero
  grownPage: 4_096 * CYCLE,       // 64 KiB at 16 bytes a cycle
  bulkByte: 6,                    // 8 bytes a cycle, rounded up
  bulkElement: 3 * CYCLE,
} as const satisfies GasSchedule
