import type { Code, Operand } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64, select } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { anyBit, binarySignature, setWord, type Word } from './word.ts'

/** The shifts of the kernel: `(shift, word) → word`, operands in the EVM's order. */
export interface ShiftFunctions {
  readonly shl: Call
  readonly shr: Call
  readonly sar: Call
  /** `(i, word)`: byte `i`, 0 the most significant. */
  readonly byte: Call
  /** `(b, word)`: extends the sign from byte `b`, 0 the least significant. */
  readonly signextend: Call
}

/** Defines the shifts and what is made of them. */
export function defineShifts(module: ModuleBuilder): ShiftFunctions {
  const shl = defineShl(module)
  const shr = defineRight(module, 'shr', () => i64.shr_u(0n, 0n))
  const sar = defineRight(module, 'sar', (top) => i64.shr_s(top, 63n))
  return {
    shl,
    shr,
    sar,
    byte: defineByte(module, shr),
    signextend: defineSignextend(module, shl, sar),
  }
}

/** Whether the word with these limbs is above `limit`, which is below 2^64. */
function isAbove([s0, s1, s2, s3]: Word, limit: bigint): Code {
  return i32.or(i64.ne(anyBit([s1, s2, s3]), 0n), i64.gt_u(s0, limit))
}

function bit(limb: Operand, mask: bigint): Code {
  return i64.ne(i64.and(limb, mask), 0n)
}

/** `high << n | low >> (64 - n)` for `n` of 0 to 63: the second shift in two steps, because 64 would shift by 0. */
export function funnel(high: Operand, low: Operand, n: Operand): Code {
  return i64.or(i64.shl(high, n), i64.shr_u(i64.shr_u(low, 1n), i64.xor(n, 63n)))
}

function defineShl(module: ModuleBuilder): Call {
  return module.define('shl', binarySignature, (f, [s0, s1, s2, s3, x0, x1, x2, x3]) => {
    const x: Word = [x0, x1, x2, x3]
    return [
      ...f.if(isAbove([s0, s1, s2, s3], 255n), () => f.return(0n, 0n, 0n, 0n)),
      ...f.if(bit(s0, 128n), () => setWord(x, 0n, 0n, x0, x1)),
      ...f.if(bit(s0, 64n), () => setWord(x, 0n, x0, x1, x2)),
      ...s0.set(i64.and(s0, 63n)),
      ...f.return(i64.shl(x0, s0), funnel(x1, x0, s0), funnel(x2, x1, s0), funnel(x3, x2, s0)),
    ]
  })
}

function defineRight(module: ModuleBuilder, name: string, fillOf: (top: Operand) => Code): Call {
  return module.define(name, binarySignature, (f, [s0, s1, s2, s3, x0, x1, x2, x3]) => {
    const x: Word = [x0, x1, x2, x3]
    const fill = f.local('i64')
    // x >> n | above << (64 - n)
    const right = (low: Operand, above: Operand): Code =>
      i64.or(i64.shr_u(low, s0), i64.shl(i64.shl(above, 1n), i64.xor(s0, 63n)))
    return [
      ...fill.set(fillOf(x3)),
      ...f.if(isAbove([s0, s1, s2, s3], 255n), () => f.return(fill, fill, fill, fill)),
      ...f.if(bit(s0, 128n), () => setWord(x, x2, x3, fill, fill)),
      ...f.if(bit(s0, 64n), () => setWord(x, x1, x2, x3, fill)),
      ...s0.set(i64.and(s0, 63n)),
      ...f.return(right(x0, x1), right(x1, x2), right(x2, x3), right(x3, fill)),
    ]
  })
}

function defineByte(module: ModuleBuilder, shr: Call): Call {
  return module.define('byte', binarySignature, (f, [i0, i1, i2, i3, x0, x1, x2, x3]) => {
    const x: Word = [x0, x1, x2, x3]
    return [
      ...f.if(isAbove([i0, i1, i2, i3], 31n), () => f.return(0n, 0n, 0n, 0n)),
      ...setWord(x, shr(i64.shl(i64.sub(31n, i0), 3n), 0n, 0n, 0n, ...x)),
      ...f.return(i64.and(x0, 0xffn), 0n, 0n, 0n),
    ]
  })
}

function defineSignextend(module: ModuleBuilder, shl: Call, sar: Call): Call {
  return module.define('signextend', binarySignature, (f, [b0, b1, b2, b3, x0, x1, x2, x3]) => {
    const x: Word = [x0, x1, x2, x3]
    return [
      ...f.if(isAbove([b0, b1, b2, b3], 30n), () => f.return(...x)),
      ...b0.set(i64.shl(i64.sub(31n, b0), 3n)),
      ...setWord(x, shl(b0, 0n, 0n, 0n, ...x)),
      ...f.return(sar(b0, 0n, 0n, 0n, ...x)),
    ]
  })
}

/** Leading zeros of a word, as an i64: 256 for 0 (EIP-7939). */
export function countLeadingZeros(f: FunctionBuilder, [x0, x1, x2, x3]: Word): Code {
  const count = f.local('i64')
  const limb = (value: Operand, above: bigint, rest: Code): Code =>
    select(i64.eqz(value), rest, i64.add(i64.clz(value), above))
  return [
    ...count.set(limb(x3, 0n, limb(x2, 64n, limb(x1, 128n, i64.add(i64.clz(x0), 192n))))),
    ...i64.add(count, 0n),
  ]
}
