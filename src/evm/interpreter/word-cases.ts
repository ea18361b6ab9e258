import type { Code, Operand } from '../../codegen/assembler/code.ts'
import { i32, i64 } from '../../codegen/assembler/instructions.ts'
import type { Call } from '../../codegen/assembler/module-builder.ts'
import { countLeadingZeros } from '../../codegen/kernel/shift.ts'
import {
  addWords,
  anyBit,
  isBelow,
  loadWord,
  setWord,
  storeWord,
  subtractWords,
  type Word,
} from '../../codegen/kernel/word.ts'
import type { Mnemonic } from '../opcodes.ts'
import { frameField, WORD } from './frame-layout.ts'
import type { Registers } from './registers.ts'

/** The code of an opcode, between the checks of the stack and the step to the next opcode. */
export type Case = (r: Registers) => Code

const TOP_BIT = -(1n << 63n)

/** Arithmetic, comparisons and bit operations: appendix H.2, 0s and 10s. */
// biome-ignore format: table
export const wordCases = {
  ADD:        (r) => [...operands(r), ...addWords(r.a, r.a, r.b, r.carry, r.wide), ...result(r, r.a)],
  SUB:        (r) => [...operands(r), ...subtractWords(r.a, r.a, r.b, r.carry, r.wide), ...result(r, r.a)],
  MUL:        (r) => binary(r, r.kernel.mul),
  DIV:        (r) => binary(r, r.kernel.div),
  SDIV:       (r) => binary(r, r.kernel.sdiv),
  MOD:        (r) => binary(r, r.kernel.mod),
  SMOD:       (r) => binary(r, r.kernel.smod),
  ADDMOD:     (r) => ternary(r, r.kernel.addmod),
  MULMOD:     (r) => ternary(r, r.kernel.mulmod),
  EXP:        (r) => [...chargeExponent(r), ...binary(r, r.kernel.exp)],
  SIGNEXTEND: (r) => binary(r, r.kernel.signextend),
  LT:         (r) => [...operands(r), ...flag(r, isBelow(r.a, r.b, r.narrow))],
  GT:         (r) => [...operands(r), ...flag(r, isBelow(r.b, r.a, r.narrow))],
  SLT:        (r) => [...operands(r), ...toUnsigned(r), ...flag(r, isBelow(r.a, r.b, r.narrow))],
  SGT:        (r) => [...operands(r), ...toUnsigned(r), ...flag(r, isBelow(r.b, r.a, r.narrow))],
  EQ:         (r) => flag(r, i64.eqz(anyBit(limbwise(r, i64.xor)))),
  ISZERO:     (r) => storeWord(r.sp, [i64.extend_i32_u(i64.eqz(anyBit(r.limbs(0)))), 0n, 0n, 0n]),
  AND:        (r) => result(r, limbwise(r, i64.and)),
  OR:         (r) => result(r, limbwise(r, i64.or)),
  XOR:        (r) => result(r, limbwise(r, i64.xor)),
  NOT:        (r) => storeWord(r.sp, r.limbs(0).map((limb) => i64.xor(limb, -1n))),
  BYTE:       (r) => binary(r, r.kernel.byte),
  SHL:        (r) => binary(r, r.kernel.shl),
  SHR:        (r) => binary(r, r.kernel.shr),
  SAR:        (r) => binary(r, r.kernel.sar),
  CLZ:        (r) => [...loadWord(r.a, r.sp), ...storeWord(r.sp, [countLeadingZeros(r.f, r.a), 0n, 0n, 0n])],
} as const satisfies Readonly<Partial<Record<Mnemonic, Case>>>

function operands({ a, b, sp }: Registers): Code {
  return [...loadWord(a, sp), ...b.flatMap((limb, i) => limb.set(i64.load(sp, WORD + 8 * i)))]
}

/** Writes the result of two operands. */
function result({ sp }: Registers, values: readonly Operand[]): Code {
  return values.flatMap((value, i) => i64.store(sp, value, WORD + 8 * i))
}

function flag(r: Registers, condition: Code): Code {
  return result(r, [i64.extend_i32_u(condition), 0n, 0n, 0n])
}

function limbwise(r: Registers, operation: (a: Operand, b: Operand) => Code): readonly Code[] {
  const second = r.limbs(1)
  return r.limbs(0).map((limb, i) => operation(limb, second[i] ?? []))
}

/** Two's complement order is unsigned order with the top bits turned over. */
function toUnsigned({ a, b }: Registers): Code {
  return [a, b].flatMap(([, , , top]) => top.set(i64.xor(top, TOP_BIT)))
}

function binary(r: Registers, operation: Call): Code {
  return [...setWord(r.a, operation(...r.limbs(0), ...r.limbs(1))), ...result(r, r.a)]
}

function ternary(r: Registers, operation: Call): Code {
  const operands = [0, 1, 2].flatMap((item) => r.limbs(item))
  return [
    ...setWord(r.a, operation(...operands)),
    ...r.a.flatMap((limb, i) => i64.store(r.sp, limb, 2 * WORD + 8 * i)),
  ]
}

/** EXP costs by the bytes of its exponent. */
function chargeExponent(r: Registers): Code {
  const exponent: Word = r.b
  return [
    ...exponent.flatMap((limb, i) => limb.set(i64.load(r.sp, WORD + 8 * i))),
    ...r.wide.set(i64.sub(263n, countLeadingZeros(r.f, exponent))),
    ...r.charge(
      i64.mul(i64.shr_u(r.wide, 3n), i64.extend_i32_u(i32.load(r.frame, frameField.expByte))),
    ),
  ]
}
