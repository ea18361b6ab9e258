import type { InstructionTable } from '../wasm/instruction-table.ts'
import type { Func, FuncType } from '../wasm/module.ts'
import { opcode } from '../wasm/opcode.ts'
import { operandHeight } from './operand-height.ts'
import type { SignatureSource } from './signature-source.ts'

/** What a call takes beside locals and operands: return address, frame header, the metering's own values. */
const FRAME_UNITS = 16

/** A leaf function up to this height is not checked; the engine keeps this much native stack in reserve. */
export const UNCHECKED_LEAF_UNITS = 256

/** How a function takes part in the stack-height limit. */
export interface StackNeed {
  /** Units that a call of the function takes. */
  readonly units: number
  /** Whether the function takes them from what is left, and traps when there is not enough. */
  readonly checked: boolean
}

/**
 * The stack height of a function: its frame, one unit for each parameter and local, one for each operand at the highest
 * point; locals and operands count twice when it has vector instructions, whose values are 16 bytes.
 *
 * Functions that call nothing (leaves) are not checked while they are small: at any time at most one of them is on the
 * stack, on top. The rule reads only the original code, so every strategy ends a recursion at the same depth.
 *
 * @see docs/stack-height.md for what a unit is in bytes
 */
export function stackNeed(
  func: Func,
  table: InstructionTable,
  type: FuncType,
  signatures: SignatureSource,
): StackNeed {
  const declared = func.locals.reduce((count, run) => count + run.count, 0)
  const values = type.params.length + declared + operandHeight(table, signatures)
  const { calls, vectors } = traits(table)
  const units = FRAME_UNITS + values * (vectors ? 2 : 1)
  return { units, checked: calls || units > UNCHECKED_LEAF_UNITS }
}

const CALL = opcode['call']
const CALL_INDIRECT = opcode['call_indirect']
const VECTOR_PREFIX = 0xfd00

function traits(table: InstructionTable): { calls: boolean; vectors: boolean } {
  let calls = false
  let vectors = false
  for (let row = 0; row < table.length; row++) {
    const code = table.opcode[row] as number
    if (code === CALL || code === CALL_INDIRECT) calls = true
    if (code >= VECTOR_PREFIX) vectors = true
  }
  return { calls, vectors }
}
