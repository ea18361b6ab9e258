import { blockType, type InstructionTable } from '../../wasm/instruction-table.ts'
import { instructionNames, OPCODE_LIMIT, opcode } from '../../wasm/opcode.ts'
import { classOf, type InstructionClass } from '../instruction-class.ts'

/**
 * A small loop that is written several times over, so that a charge and a check serve several trips.
 *
 * V8 unrolls small loops itself as long as they stay small; with gas code in each trip many no longer do. What leaves
 * the loop in the middle charges on its way out what is pending there.
 */
export interface UnrolledLoop {
  readonly loopRow: number
  /** Row of the branch to the loop that is its last instruction: `br_if` or `br`. */
  readonly backEdge: number
  /** Original bytes of all copies together. */
  readonly bytes: number
  /** How often the body is still to be written; changes while that goes on. */
  copiesLeft: number
}

/** Bytes that the copies of a body may take together. */
const COPIES_BYTES = 240
const MOST_COPIES = 4

const BR = opcode['br']
const BR_IF = opcode['br_if']

/** Loops inside, and calls, beside which a charge is nothing; a charge by an operand checks anyway. */
const obstacles: ReadonlySet<InstructionClass> = new Set([
  'loop',
  'call',
  'callIndirect',
  'memoryGrow',
  'bulk',
] as const)

const isObstacle = new Uint8Array(OPCODE_LIMIT)
for (const name of instructionNames) {
  const instructionClass = classOf(name)
  if (instructionClass !== undefined && obstacles.has(instructionClass)) {
    isObstacle[opcode[name]] = 1
  }
}

/**
 * Bytes of copies that a function may get altogether: those of one loop, and an eighth of what it has. With 4,096 instead of
 * 256 nothing runs faster, and functions of many loops take a tenth longer to compile.
 */
export function copiesBudget(table: InstructionTable): number {
  return 256 + (table.body.length >> 3)
}

/** How to unroll the loop at `loopRow` within `budget` bytes; undefined when it is too large, or not innermost. */
export function recognizeUnrollable(
  table: InstructionTable,
  loopRow: number,
  budget: number,
): UnrolledLoop | undefined {
  const end = table.match[loopRow] as number
  const bytes = (table.offset[end] as number) - (table.offset[loopRow + 1] as number)
  const copies = Math.min(MOST_COPIES, Math.floor(COPIES_BYTES / bytes))
  if (copies < 2 || copies * bytes > budget || table.immediate[loopRow] !== blockType.empty)
    return undefined
  const backEdge = end - 1
  const code = table.opcode[backEdge]
  if ((code !== BR && code !== BR_IF) || table.immediate[backEdge] !== 0) return undefined
  for (let row = loopRow + 1; row < backEdge; row++) {
    if (isObstacle[table.opcode[row] as number] === 1) return undefined
  }
  return { loopRow, backEdge, bytes: copies * bytes, copiesLeft: copies - 1 }
}
