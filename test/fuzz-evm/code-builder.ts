import { type Mnemonic, opcodes } from '../../src/evm/opcodes.ts'

/** A place in code that jumps can name before it is placed. */
export interface Label {
  offset: number | undefined
}

/** Code as it is written: opcodes, numbers to push, labels. */
export class CodeBuilder {
  readonly #bytes: number[] = []
  readonly #uses: { readonly at: number; readonly label: Label }[] = []

  /** Items on the stack if no jump were taken: what is worth relying on most of the time. */
  height = 0

  get length(): number {
    return this.#bytes.length
  }

  op(...names: readonly Mnemonic[]): this {
    for (const name of names) {
      const { byte, pops, pushes } = opcodes[name]
      this.#bytes.push(byte)
      this.height = Math.max(0, this.height - pops) + pushes
    }
    return this
  }

  raw(bytes: Iterable<number>): this {
    for (const byte of bytes) this.#bytes.push(byte & 0xff)
    return this
  }

  /** Pushes a word with as few bytes as it has, at least one. */
  push(word: bigint | number): this {
    const digits = BigInt(word).toString(16)
    const even = digits.length % 2 === 0 ? digits : `0${digits}`
    const bytes = Array.from({ length: even.length / 2 }, (_, i) =>
      Number.parseInt(even.slice(2 * i, 2 * i + 2), 16),
    )
    this.height += 1
    return this.raw([opcodes.PUSH1.byte + bytes.length - 1, ...bytes])
  }

  /** Pushes operands so that the first one ends up on the top of the stack. */
  operands(...words: readonly (bigint | number)[]): this {
    for (const word of words.toReversed()) this.push(word)
    return this
  }

  label(): Label {
    return { offset: undefined }
  }

  /** A JUMPDEST. */
  place(label: Label): this {
    label.offset = this.#bytes.length
    return this.op('JUMPDEST')
  }

  pushLabel(label: Label): this {
    this.#uses.push({ at: this.#bytes.length + 1, label })
    this.height += 1
    return this.raw([opcodes.PUSH2.byte, 0, 0])
  }

  /** The code; labels that were never placed are 0xffff, which is no destination. */
  bytes(): Uint8Array {
    for (const { at, label } of this.#uses) {
      const offset = label.offset ?? 0xffff
      this.#bytes[at] = offset >> 8
      this.#bytes[at + 1] = offset & 0xff
    }
    return Uint8Array.from(this.#bytes)
  }
}
