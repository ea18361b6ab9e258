import { ByteWriter } from '../../wasm/byte-writer.ts'
import { valueType } from '../../wasm/module.ts'
import { type InstructionName, opcode } from '../../wasm/opcode.ts'

/** Bytes of an instruction sequence. */
export type Code = readonly number[]

/** The value types that kernels use. */
export type LocalType = 'i32' | 'i64' | 'v128'

/** What an instruction takes: code, a local, an i32 constant (a number) or an i64 constant (a bigint). */
export type Operand = Code | Local | number | bigint

/** A parameter or local variable of a function. */
export class Local {
  readonly index: number
  readonly type: LocalType

  constructor(index: number, type: LocalType) {
    this.index = index
    this.type = type
  }

  set(value: Operand): Code {
    return [...codeOf(value), ...instruction('local.set'), ...unsigned(this.index)]
  }

  /** Sets it and leaves the value on the stack. */
  tee(value: Operand): Code {
    return [...codeOf(value), ...instruction('local.tee'), ...unsigned(this.index)]
  }
}

/** The code that leaves an operand's value on the stack. */
export function codeOf(operand: Operand): Code {
  if (operand instanceof Local) return [...instruction('local.get'), ...unsigned(operand.index)]
  if (typeof operand === 'bigint') return i64Constant(operand)
  if (typeof operand === 'number') {
    return written((writer) => {
      writer.opcode(opcode['i32.const'])
      writer.s32(operand)
    })
  }
  return operand
}

/** The code of an instruction without its immediates. */
export function instruction(name: InstructionName): Code {
  return written((writer) => writer.opcode(opcode[name]))
}

/** An unsigned number below 2^32 in LEB128. */
export function unsigned(value: number): Code {
  return written((writer) => writer.u32(value))
}

/** The code of a value type. */
export function typeCode(type: LocalType): (typeof valueType)[LocalType] {
  return valueType[type]
}

function i64Constant(value: bigint): Code {
  return written((writer) => {
    writer.opcode(opcode['i64.const'])
    writer.s64(value)
  })
}

const writer = new ByteWriter(16)

function written(write: (writer: ByteWriter) => void): Code {
  writer.reset()
  write(writer)
  return [...writer.view()]
}
