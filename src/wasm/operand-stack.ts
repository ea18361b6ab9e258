import { InvalidModuleError } from './invalid-module-error.ts'
import { valueTypeName } from './value-type-name.ts'

/** Stands for a type that unreachable code left open. */
export const UNKNOWN_TYPE = 0

/**
 * The operand types of the validation algorithm, above the base of the innermost control frame.
 *
 * @see https://webassembly.github.io/spec/core/appendix/algorithm.html
 */
export class OperandStack {
  height = 0
  /** Height at the start of the innermost frame: nothing below it may be popped. */
  base = 0
  /** Whether the rest of the innermost frame cannot be reached: then pops below the base give unknown types. */
  unreachable = false
  /** Offset in the module of the instruction at hand, for errors. */
  offset = 0
  private types = new Uint8Array(256)

  push(type: number): void {
    if (this.height === this.types.length) this.grow()
    this.types[this.height++] = type
  }

  pushAll(types: readonly number[]): void {
    for (let index = 0; index < types.length; index++) this.push(types[index] as number)
  }

  /** Pops an operand of any type. */
  popAny(): number {
    if (this.height > this.base) return this.types[--this.height] as number
    if (this.unreachable) return UNKNOWN_TYPE
    return this.fail('type mismatch: an operand is missing')
  }

  pop(expected: number): void {
    if (this.height > this.base && this.types[this.height - 1] === expected) {
      this.height--
      return
    }
    this.matchType(this.popAny(), expected)
  }

  /** Pops a list of types, the last one first. */
  popAll(types: readonly number[]): void {
    for (let index = types.length - 1; index >= 0; index--) this.pop(types[index] as number)
  }

  /** Demands `types` on top and leaves the stack as it is. */
  check(types: readonly number[]): void {
    let at = this.height
    for (let index = types.length - 1; index >= 0; index--) {
      if (at > this.base) this.matchType(this.types[--at] as number, types[index] as number)
      else if (!this.unreachable) this.fail('type mismatch: an operand is missing')
    }
  }

  /** Demands that the frame holds nothing more. */
  checkEmpty(): void {
    if (this.height !== this.base) {
      this.fail(`type mismatch: ${this.height - this.base} operands too many at the end of a block`)
    }
  }

  /** The rest of the innermost frame is unreachable. */
  setUnreachable(): void {
    this.height = this.base
    this.unreachable = true
  }

  fail(reason: string): never {
    throw new InvalidModuleError(this.offset, reason)
  }

  private matchType(found: number, expected: number): void {
    if (found === expected || found === UNKNOWN_TYPE || expected === UNKNOWN_TYPE) return
    this.fail(`type mismatch: expected ${valueTypeName(expected)}, found ${valueTypeName(found)}`)
  }

  private grow(): void {
    const larger = new Uint8Array(2 * this.types.length)
    larger.set(this.types)
    this.types = larger
  }
}
