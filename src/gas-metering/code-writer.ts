import { ByteWriter } from '../wasm/byte-writer.ts'
import { type InstructionName, opcode } from '../wasm/opcode.ts'

const LOCAL_GET = opcode['local.get']
const LOCAL_SET = opcode['local.set']
const LOCAL_TEE = opcode['local.tee']
const GLOBAL_GET = opcode['global.get']
const GLOBAL_SET = opcode['global.set']
const I32_CONST = opcode['i32.const']
const I64_CONST = opcode['i64.const']
const BR = opcode['br']
const BR_IF = opcode['br_if']
const BLOCK = opcode['block']
const LOOP = opcode['loop']
const IF = opcode['if']
const END = opcode['end']
const CALL = opcode['call']

/** Block type of a block without parameters and results. */
export const EMPTY_BLOCK = -64

/** Writes instructions one after the other; each method is one instruction and returns the writer. */
export class CodeWriter {
  readonly #bytes: ByteWriter

  /** `capacity`: bytes to start with; a writer that serves many functions keeps what it has grown to. */
  constructor(capacity = 64) {
    this.#bytes = new ByteWriter(capacity)
  }

  get length(): number {
    return this.#bytes.length
  }

  /** The bytes written so far as a copy of their own; the writer starts again empty. */
  take(): Uint8Array {
    const code = this.#bytes.toBytes()
    this.#bytes.reset()
    return code
  }

  /** Forgets what was written. */
  reset(): this {
    this.#bytes.reset()
    return this
  }

  /** Copies `body[start .. end)`, whole instructions that stay as they are. */
  span(body: Uint8Array, start: number, end: number): this {
    if (end > start) this.#bytes.span(body, start, end)
    return this
  }

  /** Copies all that another writer has written. */
  append(other: CodeWriter): this {
    this.#bytes.bytes(other.#bytes.view())
    return this
  }

  /** An instruction without immediates. */
  op(name: InstructionName): this {
    this.#bytes.opcode(opcode[name])
    return this
  }

  /** An immediate of the instruction before. */
  u32(value: number): this {
    this.#bytes.u32(value)
    return this
  }

  localGet(index: number): this {
    return this.indexed(LOCAL_GET, index)
  }

  localSet(index: number): this {
    return this.indexed(LOCAL_SET, index)
  }

  localTee(index: number): this {
    return this.indexed(LOCAL_TEE, index)
  }

  globalGet(index: number): this {
    return this.indexed(GLOBAL_GET, index)
  }

  globalSet(index: number): this {
    return this.indexed(GLOBAL_SET, index)
  }

  br(label: number): this {
    return this.indexed(BR, label)
  }

  brIf(label: number): this {
    return this.indexed(BR_IF, label)
  }

  call(functionIndex: number): this {
    return this.indexed(CALL, functionIndex)
  }

  callIndirect(typeIndex: number, tableIndex: number): this {
    this.indexed(opcode['call_indirect'], typeIndex)
    this.#bytes.u32(tableIndex)
    return this
  }

  /** `br_table`; the default label is the last. */
  brTable(labels: Uint32Array): this {
    this.indexed(opcode['br_table'], labels.length - 1)
    for (const label of labels) this.#bytes.u32(label)
    return this
  }

  refFunc(functionIndex: number): this {
    return this.indexed(opcode['ref.func'], functionIndex)
  }

  i32Const(value: number): this {
    this.#bytes.byte(I32_CONST)
    this.#bytes.s32(value)
    return this
  }

  /** `value`: an integer of -2^53 to 2^53, or any i64 as a bigint. */
  i64Const(value: number | bigint): this {
    this.#bytes.byte(I64_CONST)
    if (typeof value === 'number' && value === (value | 0)) this.#bytes.s32(value)
    else this.#bytes.s64(BigInt(value))
    return this
  }

  /** `block` with a block type in its s33 form. */
  block(type: number = EMPTY_BLOCK): this {
    this.#bytes.byte(BLOCK)
    this.#bytes.s32(type)
    return this
  }

  loop(type: number = EMPTY_BLOCK): this {
    this.#bytes.byte(LOOP)
    this.#bytes.s32(type)
    return this
  }

  if(type: number = EMPTY_BLOCK): this {
    this.#bytes.byte(IF)
    this.#bytes.s32(type)
    return this
  }

  end(): this {
    this.#bytes.byte(END)
    return this
  }

  /** An instruction whose only immediate is an index. */
  indexed(code: number, index: number): this {
    this.#bytes.byte(code)
    this.#bytes.u32(index)
    return this
  }
}
