import { ByteWriter } from '../wasm/byte-writer.ts'
import { type InstructionName, opcode } from '../wasm/opcode.ts'

/** What a symbol in a body stands for once the whole module is known. */
export interface SymbolValues {
  /** Index of a function in the module. */
  functionIndex(name: string): number
  /** Length of the module in bytes. */
  readonly moduleLength: number
}

type Symbol = { readonly kind: 'call'; readonly name: string } | { readonly kind: 'moduleLength' }

/** Bytes of a length constant: a signed LEB128 padded to this many, so that the value does not change the module's length. */
const LENGTH_CONSTANT_BYTES = 5

/** Instructions of one function, in which calls and the module's length stay symbols until `link`. */
export class BodyCode {
  readonly #parts: (Uint8Array | Symbol)[] = []
  readonly #writer = new ByteWriter()

  /** An instruction without immediates. */
  plain(name: InstructionName): void {
    this.#writer.opcode(opcode[name])
  }

  /** An instruction with one unsigned immediate: a local or a label. */
  indexed(name: InstructionName, index: number): void {
    this.#writer.opcode(opcode[name])
    this.#writer.u32(index)
  }

  /** `block`, `loop` or `if` without parameters and results. */
  open(name: 'block' | 'loop' | 'if'): void {
    this.#writer.opcode(opcode[name])
    this.#writer.s32(-64)
  }

  /** A load or store without an alignment promise. */
  memoryAccess(name: InstructionName, offset: number): void {
    this.#writer.opcode(opcode[name])
    this.#writer.u32(0)
    this.#writer.u32(offset)
  }

  /** An instruction with `count` memory indices, all 0. */
  memoryIndices(name: InstructionName, count: number): void {
    this.#writer.opcode(opcode[name])
    for (let index = 0; index < count; index++) this.#writer.byte(0)
  }

  /** A constant; `value` is taken modulo 2^32. */
  i32(value: number): void {
    this.#writer.opcode(opcode['i32.const'])
    this.#writer.s32(value | 0)
  }

  /** A constant; `value` is taken modulo 2^64. */
  i64(value: bigint): void {
    this.#writer.opcode(opcode['i64.const'])
    this.#writer.s64(BigInt.asIntN(64, value))
  }

  call(name: string): void {
    this.#writer.opcode(opcode['call'])
    this.#symbol({ kind: 'call', name })
  }

  /** The module's own length as an i64. */
  moduleLength(): void {
    this.#writer.opcode(opcode['i64.const'])
    this.#symbol({ kind: 'moduleLength' })
  }

  /** Names of the functions called, in order. */
  callees(): string[] {
    return this.#parts.flatMap((part) =>
      'kind' in part && part.kind === 'call' ? [part.name] : [],
    )
  }

  /** The bytes with every symbol replaced. */
  link(values: SymbolValues): Uint8Array {
    this.#flush()
    const linked = new ByteWriter()
    for (const part of this.#parts) {
      if (part instanceof Uint8Array) linked.bytes(part)
      else if (part.kind === 'call') linked.u32(values.functionIndex(part.name))
      else writePadded(linked, values.moduleLength)
    }
    return linked.toBytes()
  }

  #symbol(symbol: Symbol): void {
    this.#flush()
    this.#parts.push(symbol)
  }

  #flush(): void {
    if (this.#writer.length === 0) return
    this.#parts.push(this.#writer.toBytes())
    this.#writer.reset()
  }
}

function writePadded(writer: ByteWriter, value: number): void {
  let rest = value
  for (let index = 1; index < LENGTH_CONSTANT_BYTES; index++) {
    writer.byte((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  writer.byte(rest & 0x3f)
}
