import { immediateKind } from './instruction-row.ts'
import { type ValueType, valueType } from './module.ts'
import { instructionNames, instructions, OPCODE_LIMIT } from './opcode.ts'

/** `immediateKind` by code; 0 where there is no such instruction. */
export const immediateKinds = new Uint8Array(OPCODE_LIMIT)

/** What `stackShape` says: the types are fixed, or depend on the module and the operands. */
export const stackShape = { none: 0, fixed: 1, polymorphic: 2 } as const

/** `stackShape` by code. */
export const stackShapes = new Uint8Array(OPCODE_LIMIT)

/** Operand types of fixed instructions, by code: one byte each, the topmost operand lowest; 0 ends the list. */
export const operandTypes = new Uint32Array(OPCODE_LIMIT)

/** The result type of fixed instructions, by code; 0 when there is no result. */
export const resultTypes = new Uint8Array(OPCODE_LIMIT)

/** The largest alignment exponent of a memory access, by code. */
export const alignmentLimits = new Uint8Array(OPCODE_LIMIT)

/** Number of lanes that a lane immediate selects from, by code. */
export const laneCounts = new Uint8Array(OPCODE_LIMIT)

/** Whether the instruction computes with, moves or makes floats, by code: 1 when it does. */
export const floatFlags = new Uint8Array(OPCODE_LIMIT)

function typesOf(list: string): ValueType[] {
  return list
    .split(' ')
    .filter((name) => name !== '')
    .map((name) => valueType[name as keyof typeof valueType])
}

for (const name of instructionNames) {
  const row = instructions[name]
  immediateKinds[row.code] = immediateKind[row.immediate]
  alignmentLimits[row.code] = Math.log2(row.width ?? 1)
  laneCounts[row.code] = row.lanes ?? 0
  floatFlags[row.code] = /f32|f64/.test(name) ? 1 : 0
  if (row.stack === 'polymorphic') {
    stackShapes[row.code] = stackShape.polymorphic
    continue
  }
  const [operands = '', results = ''] = row.stack.split('->')
  stackShapes[row.code] = stackShape.fixed
  operandTypes[row.code] = typesOf(operands).reduce((packed, type) => (packed << 8) | type, 0)
  resultTypes[row.code] = typesOf(results)[0] ?? 0
}
