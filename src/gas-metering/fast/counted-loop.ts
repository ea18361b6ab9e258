import { blockType, type InstructionTable } from '../../wasm/instruction-table.ts'
import { instructionNames, OPCODE_LIMIT, opcode } from '../../wasm/opcode.ts'
import { classOf, type InstructionClass } from '../instruction-class.ts'

/** A loop that runs until a counter reaches an end, so that its number of trips is known when it is entered. */
export interface CountedLoop {
  /** Row of the `br_if` that closes it. */
  readonly backEdge: number
  /** The i32 local that changes by `step` once a trip. */
  readonly counter: number
  /** Not 0. */
  readonly step: number
  /** What the counter's new value is compared with: the loop goes on while they differ. */
  readonly end: Invariant
}

/** An operand that stays the same while the loop runs. */
export type Invariant =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'local'; readonly index: number }

/** An operand of the condition, with the row at which its instructions start. */
type Operand = (
  | Invariant
  | { readonly kind: 'next'; readonly index: number; readonly step: number }
) & {
  readonly start: number
}

/**
 * Recognises the shape that compilers give counted loops: a body without control instructions and calls, in which one
 * local is stepped by a constant once, and a `br_if` at its end that goes on while that local is not equal to a constant
 * or a local that the body does not write (or not equal to zero).
 *
 * Only "not equal" has a number of trips that needs no case distinction: the step generates all values that the counter
 * takes modulo 2^32, whichever way it goes and however often it wraps around.
 */
export function recognizeCountedLoop(
  table: InstructionTable,
  loopRow: number,
): CountedLoop | undefined {
  const backEdge = straightBodyEnd(table, loopRow)
  if (backEdge === undefined) return undefined
  const operands = comparedOperands(table, backEdge)
  if (operands === undefined) return undefined
  const [left, right] = operands
  const body = { table, loopRow, backEdge }
  return countedBy(body, left, right) ?? countedBy(body, right, left)
}

interface LoopBody {
  readonly table: InstructionTable
  readonly loopRow: number
  readonly backEdge: number
}

const LOCAL_GET = opcode['local.get']
const LOCAL_SET = opcode['local.set']
const LOCAL_TEE = opcode['local.tee']
const I32_CONST = opcode['i32.const']
const I32_ADD = opcode['i32.add']
const I32_SUB = opcode['i32.sub']
const I32_NE = opcode['i32.ne']
const I32_EQ = opcode['i32.eq']
const I32_EQZ = opcode['i32.eqz']
const BR_IF = opcode['br_if']
const END = opcode['end']

/** Classes that a straight body must not have: control, calls, and charges that depend on an operand. */
const interruptions: ReadonlySet<InstructionClass | undefined> = new Set([
  undefined,
  'unreachable',
  'block',
  'loop',
  'if',
  'br',
  'brIf',
  'brTable',
  'return',
  'call',
  'callIndirect',
  'memoryGrow',
  'bulk',
] as const)

const interrupts = new Uint8Array(OPCODE_LIMIT)
for (const name of instructionNames)
  if (interruptions.has(classOf(name))) interrupts[opcode[name]] = 1

/** The row of the `br_if 0` that ends the loop, when nothing before it interrupts the body. */
function straightBodyEnd(table: InstructionTable, loopRow: number): number | undefined {
  if (table.immediate[loopRow] !== blockType.empty) return undefined
  let row = loopRow + 1
  while (interrupts[table.opcode[row] as number] === 0) row++
  const closes = table.opcode[row] === BR_IF && table.immediate[row] === 0
  return closes && table.opcode[row + 1] === END ? row : undefined
}

/** The two sides of "go on while not equal". */
function comparedOperands(
  table: InstructionTable,
  backEdge: number,
): readonly [Operand, Operand] | undefined {
  const last = backEdge - 1
  if (table.opcode[last] === I32_NE) return operandPair(table, last)
  if (table.opcode[last] === I32_EQZ && table.opcode[last - 1] === I32_EQ) {
    return operandPair(table, last - 1)
  }
  const operand = operandBefore(table, backEdge)
  return operand && [operand, { kind: 'constant', value: 0, start: backEdge }]
}

function operandPair(
  table: InstructionTable,
  row: number,
): readonly [Operand, Operand] | undefined {
  const right = operandBefore(table, row)
  const left = right && operandBefore(table, right.start)
  return left && [left, right]
}

/** The operand whose last instruction is before `row`. */
function operandBefore(table: InstructionTable, row: number): Operand | undefined {
  const last = row - 1
  const immediate = table.immediate[last] as number
  if (table.opcode[last] === I32_CONST) return { kind: 'constant', value: immediate, start: last }
  if (table.opcode[last] === LOCAL_GET) return { kind: 'local', index: immediate, start: last }
  const step = table.opcode[last] === LOCAL_TEE ? stepAt(table, last) : undefined
  return step === undefined ? undefined : { kind: 'next', index: immediate, step, start: last - 3 }
}

/** The amount by which the `local.set` or `local.tee` at `row` steps its local; undefined when it does something else. */
function stepAt(table: InstructionTable, row: number): number | undefined {
  const local = table.immediate[row]
  const operator = table.opcode[row - 1]
  const [first, second] = [row - 3, row - 2]
  const isLocal = (at: number): boolean =>
    table.opcode[at] === LOCAL_GET && table.immediate[at] === local
  const isConstant = (at: number): boolean => table.opcode[at] === I32_CONST
  if (isLocal(first) && isConstant(second)) {
    const amount = table.immediate[second] as number
    if (operator === I32_ADD) return amount
    return operator === I32_SUB ? -amount | 0 : undefined
  }
  const isSum = isConstant(first) && isLocal(second) && operator === I32_ADD
  return isSum ? table.immediate[first] : undefined
}

/** The loop as counted by `counter` up to `end`, when the body writes the one once, as a step, and the other never. */
function countedBy(body: LoopBody, counter: Operand, end: Operand): CountedLoop | undefined {
  if (counter.kind === 'constant' || end.kind === 'next') return undefined
  const writes = writesOf(body, counter.index)
  const [write] = writes
  if (write === undefined || writes.length > 1) return undefined
  // A counter that is read before it is stepped would be compared by its old value.
  if (counter.kind === 'local' && write > counter.start) return undefined
  if (end.kind === 'local' && writesOf(body, end.index).length > 0) return undefined
  const step = write > body.loopRow + 3 ? stepAt(body.table, write) : undefined
  if (step === undefined || step === 0) return undefined
  return { backEdge: body.backEdge, counter: counter.index, step, end }
}

/** Rows of the body that write the local. */
function writesOf({ table, loopRow, backEdge }: LoopBody, local: number): readonly number[] {
  const rows: number[] = []
  for (let row = loopRow + 1; row < backEdge; row++) {
    const code = table.opcode[row]
    if ((code === LOCAL_SET || code === LOCAL_TEE) && table.immediate[row] === local) rows.push(row)
  }
  return rows
}
