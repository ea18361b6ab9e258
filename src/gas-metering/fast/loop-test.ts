import type { InstructionTable } from '../../wasm/instruction-table.ts'
import { opcode } from '../../wasm/opcode.ts'

/** An operand that an instruction reads, with the row at which its own instructions start. */
export type Operand = { readonly start: number } & (
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'local'; readonly index: number }
  /** The local's value, negated. */
  | { readonly kind: 'negated'; readonly index: number }
  /** `local.tee index (local index + step)`: the local's next value. */
  | { readonly kind: 'next'; readonly index: number }
)

/** What a local changes by: a constant, or another local that is added (1) or subtracted (-1). */
export type Step =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'local'; readonly index: number; readonly sign: 1 | -1 }

const LOCAL_GET = opcode['local.get']
const LOCAL_TEE = opcode['local.tee']
const I32_CONST = opcode['i32.const']
const I32_ADD = opcode['i32.add']
const I32_SUB = opcode['i32.sub']
const I32_NE = opcode['i32.ne']
const I32_EQ = opcode['i32.eq']
const I32_EQZ = opcode['i32.eqz']

/** An order of two operands, and the one that holds when it does not. */
// biome-ignore format: table
const inverseOrders = {
  lt_u: 'ge_u', lt_s: 'ge_s', le_u: 'gt_u', le_s: 'gt_s',
  ge_u: 'lt_u', ge_s: 'lt_s', gt_u: 'le_u', gt_s: 'le_s',
} as const

export type Order = keyof typeof inverseOrders

const orders: ReadonlyMap<number, Order> = new Map(
  (Object.keys(inverseOrders) as Order[]).map((order) => [opcode[`i32.${order}`], order]),
)

/** The two sides of the condition of the branch at `row`, when it is taken while they differ. */
export function takenWhileDifferent(
  table: InstructionTable,
  row: number,
): readonly [Operand, Operand] | undefined {
  const last = row - 1
  if (table.opcode[last] === I32_NE) return operandPair(table, last)
  if (table.opcode[last] === I32_ADD) return sumAgainstZero(table, last)
  if (table.opcode[last] !== I32_EQZ) return againstZero(table, row)
  return table.opcode[last - 1] === I32_EQ ? operandPair(table, last - 1) : undefined
}

/** The two sides of the condition of the branch at `row`, when it is taken once they are equal. */
export function takenOnceEqual(
  table: InstructionTable,
  row: number,
): readonly [Operand, Operand] | undefined {
  const last = row - 1
  if (table.opcode[last] === I32_EQ) return operandPair(table, last)
  if (table.opcode[last] !== I32_EQZ) return undefined
  return table.opcode[last - 1] === I32_NE ? operandPair(table, last - 1) : againstZero(table, last)
}

/** A loop goes on while `left comparison right`. */
export interface OrderTest {
  readonly left: Operand
  readonly right: Operand
  readonly comparison: Order
}

/** The condition under which a loop goes on, when its test is an order; `whenTaken`: where the branch at `row` goes. */
export function orderTest(
  table: InstructionTable,
  row: number,
  whenTaken: 'round' | 'out',
): OrderTest | undefined {
  const isNegated = table.opcode[row - 1] === I32_EQZ
  const last = isNegated ? row - 2 : row - 1
  const order = orders.get(table.opcode[last] as number)
  const pair = operandPair(table, last)
  if (order === undefined || pair === undefined) return undefined
  const comparison = isNegated === (whenTaken === 'round') ? inverseOrders[order] : order
  return { left: pair[0], right: pair[1], comparison }
}

/** How the `local.set` or `local.tee` at `row` steps its local; undefined when it does something else. */
export function stepAt(table: InstructionTable, row: number): Step | undefined {
  const local = table.immediate[row]
  const operator = table.opcode[row - 1]
  const [first, second] = [row - 3, row - 2]
  const isLocal = (at: number): boolean =>
    table.opcode[at] === LOCAL_GET && table.immediate[at] === local
  if (operator === I32_SUB) return isLocal(first) ? amountAt(table, second, -1) : undefined
  if (operator !== I32_ADD) return undefined
  if (isLocal(first)) return amountAt(table, second, 1)
  return isLocal(second) ? amountAt(table, first, 1) : undefined
}

function amountAt(table: InstructionTable, row: number, sign: 1 | -1): Step | undefined {
  const immediate = table.immediate[row] as number
  if (table.opcode[row] === I32_CONST) return { kind: 'constant', value: (sign * immediate) | 0 }
  return table.opcode[row] === LOCAL_GET ? { kind: 'local', index: immediate, sign } : undefined
}

/** `a + b` is not zero while `b` differs from `-a`. */
function sumAgainstZero(
  table: InstructionTable,
  row: number,
): readonly [Operand, Operand] | undefined {
  const [left, right] = operandPair(table, row) ?? []
  if (left === undefined || right === undefined) return undefined
  if (left.kind === 'local') return [right, { ...left, kind: 'negated' }]
  return right.kind === 'local' ? [left, { ...right, kind: 'negated' }] : undefined
}

function againstZero(
  table: InstructionTable,
  row: number,
): readonly [Operand, Operand] | undefined {
  const operand = operandBefore(table, row)
  return operand && [operand, { kind: 'constant', value: 0, start: row }]
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
  return step === undefined ? undefined : { kind: 'next', index: immediate, start: last - 3 }
}
