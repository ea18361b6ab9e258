import { instructionNames, OPCODE_LIMIT, opcode } from '../../wasm/opcode.ts'
import { classOf, type InstructionClass } from '../instruction-class.ts'

/** Classes after which control may go elsewhere, come from elsewhere, leave the module, or not go on at all. */
const endingClasses: ReadonlySet<InstructionClass> = new Set([
  'unreachable',
  'loop',
  'if',
  'br',
  'brIf',
  'brTable',
  'return',
  'call',
  'callIndirect',
  'load',
  'store',
  'divide',
  'floatConvert',
  'memoryGrow',
  'bulk',
  'reference',
] as const)

const ending = new Uint8Array(OPCODE_LIMIT)
for (const name of instructionNames) {
  const instructionClass = classOf(name)
  if (instructionClass !== undefined && endingClasses.has(instructionClass)) {
    ending[opcode[name]] = 1
  }
}
ending[opcode['else']] = 1
ending[opcode['end']] = 1

/**
 * Whether an instruction is the last of its metered block.
 *
 * A metered block is a run of instructions of which either all are executed or, when the last one traps, all up to it;
 * so charging the whole block ahead charges exactly what runs, also when the contract traps: why a frame failed is then
 * as exact as that it failed.
 */
export function endsMeteredBlock(code: number): boolean {
  return ending[code] === 1
}
