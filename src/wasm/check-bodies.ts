import type { ContractProfile } from './contract-profile.ts'
import { decodeInstructions } from './decode-instructions.ts'
import type { DecodedBody, DecodedModule } from './decoded-module.ts'
import { InstructionBuffer } from './instruction-buffer.ts'
import { valueType, type WasmModule } from './module.ts'
import { instructionName, opcode } from './opcode.ts'
import { floatFlags } from './opcode-tables.ts'
import { checkLimit, type ProfileViolation, violation } from './profile-violation.ts'

const BLOCK = opcode.block
const IF = opcode.if
const END = opcode.end
const BR_TABLE = opcode.br_table
const SELECT_T = opcode['select t']
const FIRST_VECTOR = 0xfd00

const { f32, f64, v128 } = valueType

/** The first instruction in the bodies of `module` that `profile` does not allow. */
export function checkBodies(
  module: WasmModule | DecodedModule,
  profile: ContractProfile,
): ProfileViolation | undefined {
  const buffer = new InstructionBuffer()
  for (const [index, { body, bodyOffset }] of module.functions.entries()) {
    const table = decodeInstructions(body, bodyOffset, buffer)
    const found = checkBody({ index, table, offset: bodyOffset }, profile)
    if (found !== undefined) return found
  }
  return undefined
}

/** The first instruction in one body that `profile` does not allow. */
export function checkBody(
  { index, table, offset }: DecodedBody,
  profile: ContractProfile,
): ProfileViolation | undefined {
  let depth = 0
  for (let row = 0; row < table.length; row++) {
    const code = table.opcode[row] as number
    let found: ProfileViolation | undefined
    if (code >= BLOCK && code <= IF) {
      depth++
      if (depth > profile.limits.nestingDepth) {
        found = checkLimit(profile.limits, 'nestingDepth', depth)
      }
      found ??= checkType((table.immediate[row] as number) + 0x80, profile)
    } else if (code === END) {
      depth--
    } else if (code === BR_TABLE) {
      const targets = (table.immediate2[row] as number) - 1
      found = checkLimit(profile.limits, 'branchTableTargets', targets)
    } else if (code === SELECT_T) {
      found = checkType(table.immediate2[row] as number, profile)
    } else {
      found = checkOpcode(code, profile)
    }
    if (found !== undefined) {
      return { ...found, index, offset: offset + (table.offset[row] as number) }
    }
  }
  return undefined
}

function checkOpcode(
  code: number,
  { floats, vectors }: ContractProfile,
): ProfileViolation | undefined {
  if (floats === 'refused' && floatFlags[code] === 1) {
    return violation('FLOAT_INSTRUCTION', `${instructionName(code)} computes with floats.`)
  }
  if (vectors === 'refused' && code >= FIRST_VECTOR) {
    const message = `${instructionName(code)} is a vector instruction, which contracts must not use.`
    return violation('VECTOR_INSTRUCTION', message)
  }
  return undefined
}

function checkType(
  type: number,
  { floats, vectors }: ContractProfile,
): ProfileViolation | undefined {
  if (floats === 'refused' && (type === f32 || type === f64)) {
    return violation('FLOAT_TYPE', 'A block or select has a float type.')
  }
  if (vectors === 'refused' && type === v128) {
    return violation('VECTOR_TYPE', 'A block or select has a vector type.')
  }
  return undefined
}
