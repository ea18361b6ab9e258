import type { InstructionTable } from '../../wasm/instruction-table.ts'
import { opcode } from '../../wasm/opcode.ts'

/** An operand that an instruction reads, with the row at which its own instructions start. */
export type Operand = { readonly start: number } & (
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'local'; readonly index: number }
  /** `local.tee index (local index + step)`: the local's next value. */
  | { readonly kind: 'next'; readonly index: number; readonly step: number }
)

const LOCAL_GET = opcode['local.get']
const LOCAL_TEE = opcode['local.tee']
const I32_CONST = opcode['i32.const']
const I32_ADD = opcode['i32.add']
const I32_SUB = opcode['i32.sub']
const I32_NE = opcode['i32.ne']
const I32_EQ = opcode['i32.eq']
const I32_EQZ = opcode['i32.eqz']

const orders: ReadonlyMap<number, Order> = new Map([
  [opcode['i32.lt_u'], 'lt_u'],
  [opcode['i32.lt_s'], 'lt_s'],
  [opcode['i32.gt_u'], 'gt_u'],
  [opcode['i32.gt_s'], 'gt_s'],
])

/** The order that holds when the instruction's does not. */
const inverseOrders: ReadonlyMap<number, Order> = new Map([
  [opcode['i32.ge_u'], 'lt_u'],
  [opcode['i32.ge_s'], 'lt_s'],
  [opcode['i32.le_u'], 'gt_u'],
  [opcode['i32.le_s'], 'gt_s'],
])

/** The two sides of the condition of the branch at `row`, when it is taken while they differ. */
export function takenWhileDifferent(
  table: InstructionTable,
  row: number,
): readonly [Operand, Operand] | undefined {
  const last = row - 1
  if (table.opcode[last] === I32_NE) return operandPair(table, last)
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

export type Order = 'lt_u' | 'lt_s' | 'gt_u' | 'gt_s'

/** The condition under which a loop goes on, when its test is an order; `whenTaken`: where the branch at `row` goes. */
export function orderTest(
  table: InstructionTable,
  row: number,
  whenTaken: 'round' | 'out',
): OrderTest | undefined {
  const isNegated = table.opcode[row - 1] === I32_EQZ
  const last = isNegated ? row - 2 : row - 1
  const isInverse = isNegated === (whenTaken === 'round')
  const comparison = (isInverse ? inverseOrders : orders).get(table.opcode[last] as number)
  const pair = comparison && operandPair(table, last)
  return pair && { left: pair[0], right: pair[1], comparison }
}

/** The amount by which the `local.set` or `local.tee` at `row` steps its local; undefined when it does something else. */
export function stepAt(table: InstructionTable, row: number): number | undefined {
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
  return step === undefined ? undefined : { kind: 'next', index: immediate, step, start: last - 3 }
}
