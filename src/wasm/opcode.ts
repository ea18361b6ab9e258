import { coreInstructions } from './core-instructions.ts'
import type { InstructionRow } from './instruction-row.ts'
import { vectorInstructions } from './vector-instructions.ts'

/** The name of an instruction as the specification's text format spells it. */
export type InstructionName = keyof typeof coreInstructions | keyof typeof vectorInstructions

/** Every instruction of WebAssembly 2.0: the one table that decoding, validation, metering and printing read. */
export const instructions: Readonly<Record<InstructionName, InstructionRow>> = {
  ...coreInstructions,
  ...vectorInstructions,
}

/** All instruction names, in the order of their codes. */
export const instructionNames: readonly InstructionName[] = (
  Object.keys(instructions) as InstructionName[]
).sort((a, b) => instructions[a].code - instructions[b].code)

/**
 * Name to code: `opcode['i32.add']` is 0x6a; behind a prefix byte the code is `prefix << 8 | sub`.
 *
 * Hot loops keep the code in a module-level `const`.
 */
export const opcode: Readonly<Record<InstructionName, number>> = Object.fromEntries(
  instructionNames.map((name) => [name, instructions[name].code]),
) as Record<InstructionName, number>

/** Length of tables indexed by code: one above the largest. */
export const OPCODE_LIMIT = 0xfe00

const nameByCode: (InstructionName | undefined)[] = []
for (const name of instructionNames) nameByCode[instructions[name].code] = name

/** The name of the instruction with this code, undefined when there is none. */
export function instructionName(code: number): InstructionName | undefined {
  return nameByCode[code]
}
