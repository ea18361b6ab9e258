import type { InstructionTable } from '../../wasm/instruction-table.ts'
import { opcode } from '../../wasm/opcode.ts'
import { type CodePrices, type LoopPaths, loopPaths } from './loop-paths.ts'
import {
  type Operand,
  type Order,
  orderTest,
  type Step,
  stepAt,
  takenOnceEqual,
  takenWhileDifferent,
} from './loop-test.ts'

/** A loop that runs until a counter gets to an end, so that its number of trips is known when it is entered. */
export interface CountedLoop {
  readonly paths: LoopPaths
  /** The i32 local that changes by `step` once a trip. */
  readonly counter: number
  /** Not the constant 0; a local that the loop does not write. */
  readonly step: Step
  /** Whether a trip tests the counter before or after it steps it. */
  readonly tests: 'stepped' | 'unstepped'
  readonly end: Invariant
  /** It goes on while `counter comparison end`. */
  readonly comparison: 'ne' | Order
  /** Whether the counter certainly stops at the end, or may jump over it and wrap around, which only a run can tell. */
  readonly arrives: 'surely' | 'unlessItWraps'
  /** The counter's value when the loop is entered, where the code right before says it. */
  readonly start: number | undefined
}

/** An operand that stays the same while the loop runs. */
export type Invariant = Extract<Operand, { kind: 'constant' | 'local' | 'negated' }>

const LOCAL_SET = opcode['local.set']
const LOCAL_TEE = opcode['local.tee']
const I32_CONST = opcode['i32.const']

/**
 * Recognises the shape that compilers give counted loops: one way out, taken when a local compares in some way to a
 * constant or a local that the loop does not write; and the first is written at one place only, which steps it by a
 * constant, or such a local, and which every trip passes once.
 *
 * Inequality with a constant step has a number of trips that needs no case distinction: the step generates all values
 * that the counter takes modulo 2^32, whichever way it goes and however often it wraps around. An order surely arrives
 * where the counter goes by one towards the end: then it cannot jump over the end.
 */
export function recognizeCountedLoop(
  table: InstructionTable,
  prices: CodePrices,
  loopRow: number,
): CountedLoop | undefined {
  const paths = loopPaths(table, prices, loopRow)
  if (paths === undefined) return undefined
  const operands =
    paths.test === paths.backEdge
      ? takenWhileDifferent(table, paths.test)
      : takenOnceEqual(table, paths.test)
  const loop = { table, paths, loopRow }
  if (operands === undefined) return countedByOrder(loop)
  const [left, right] = operands
  return countedBy(loop, left, right, 'ne') ?? countedBy(loop, right, left, 'ne')
}

function countedByOrder(loop: Candidate): CountedLoop | undefined {
  const { test, backEdge } = loop.paths
  const order = orderTest(loop.table, test, test === backEdge ? 'round' : 'out')
  if (order === undefined) return undefined
  const { left, right, comparison } = order
  return (
    countedBy(loop, left, right, comparison) ?? countedBy(loop, right, left, mirrored[comparison])
  )
}

/** `a < b` is `b > a`. */
// biome-ignore format: table
const mirrored = {
  lt_u: 'gt_u', lt_s: 'gt_s', le_u: 'ge_u', le_s: 'ge_s',
  gt_u: 'lt_u', gt_s: 'lt_s', ge_u: 'le_u', ge_s: 'le_s',
} as const

/** Whether a counter that steps so gets to the end; undefined when it goes away from it, or cannot be counted. */
function arrival(
  comparison: CountedLoop['comparison'],
  step: Step,
): CountedLoop['arrives'] | undefined {
  if (comparison === 'ne') return step.kind === 'constant' ? 'surely' : undefined
  const towards = comparison.startsWith('l') ? 1 : -1
  if (step.kind === 'local') return step.sign === towards ? 'unlessItWraps' : undefined
  if (Math.sign(step.value) !== towards) return undefined
  const isStrict = comparison.startsWith('lt') || comparison.startsWith('gt')
  return step.value === towards && isStrict ? 'surely' : 'unlessItWraps'
}

interface Candidate {
  readonly table: InstructionTable
  readonly paths: LoopPaths
  readonly loopRow: number
}

/** The loop as counted by `counter` up to `end`, when it writes the one once, as a step, and the other never. */
function countedBy(
  loop: Candidate,
  counter: Operand,
  end: Operand,
  comparison: CountedLoop['comparison'],
): CountedLoop | undefined {
  if (counter.kind === 'constant' || counter.kind === 'negated') return undefined
  if (end.kind === 'next') return undefined
  const { table, paths, loopRow } = loop
  const [write, another] = writesOf(loop, counter.index)
  if (write === undefined || another !== undefined || !paths.writes.includes(write))
    return undefined
  if (end.kind !== 'constant' && writesOf(loop, end.index).length > 0) return undefined
  const step = write > loopRow + 3 ? stepAt(table, write) : undefined
  if (step === undefined || !isFixed(loop, step)) return undefined
  const arrives = arrival(comparison, step)
  if (arrives === undefined) return undefined
  const tests = counter.kind === 'next' || write < counter.start ? 'stepped' : 'unstepped'
  const start = startOf(table, loopRow, counter.index)
  return { paths, counter: counter.index, step, tests, end, comparison, arrives, start }
}

function isFixed(loop: Candidate, step: Step): boolean {
  if (step.kind === 'constant') return step.value !== 0
  return writesOf(loop, step.index).length === 0
}

/** Rows of the loop that write the local. */
function writesOf({ table, paths, loopRow }: Candidate, local: number): readonly number[] {
  const rows: number[] = []
  for (let row = loopRow + 1; row < paths.backEdge; row++) {
    if (isWrite(table, row, local)) rows.push(row)
  }
  return rows
}

/** The constant that a `local.set` in the straight code before the loop gives the counter. */
function startOf(table: InstructionTable, loopRow: number, local: number): number | undefined {
  for (let row = loopRow - 1; row > 0 && isPlain(table.opcode[row] as number); row--) {
    if (!isWrite(table, row, local)) continue
    return table.opcode[row - 1] === I32_CONST ? table.immediate[row - 1] : undefined
  }
  return undefined
}

function isWrite(table: InstructionTable, row: number, local: number): boolean {
  const code = table.opcode[row]
  return (code === LOCAL_SET || code === LOCAL_TEE) && table.immediate[row] === local
}

/** Not a control instruction or call: those have the lowest codes (core/binary/instructions). */
function isPlain(code: number): boolean {
  return code > opcode['call_indirect']
}
