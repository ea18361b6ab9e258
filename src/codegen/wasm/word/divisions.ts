import { opcode } from '../../../wasm/opcode.ts'
import type { Emitter } from '../emitter.ts'
import type { ImportedFunction } from '../environment.ts'
import type { Operand } from '../operand.ts'
import { callKernel, kernel } from './kernel-call.ts'
import { clearLimbs, isZeroLimb, limbCount, setLowLimb, widestLimbs } from './limb.ts'
import type { WordEmission } from './word-emission.ts'

const i64Add = opcode['i64.add']
const i64Sub = opcode['i64.sub']
const i64Mul = opcode['i64.mul']
const i64And = opcode['i64.and']
const i64Or = opcode['i64.or']
const i64Div = opcode['i64.div_u']
const i64Rem = opcode['i64.rem_u']
const i64Eqz = opcode['i64.eqz']
const extend = opcode['i64.extend_i32_u']

const SIGN_BIT = 255

/** One limb: `a / (b | isZero(b)) & (isZero(b) - 1)`, because Wasm traps where the EVM says 0. */
export const div: WordEmission = (out, result, [a, b]) => {
  if (widestLimbs(a, b) > 1) {
    callKernel(out, kernel.div, result, [a, b])
    return
  }
  if (limbCount(b) === 0) {
    clearLimbs(out, result, 0)
    return
  }
  out.limb(a, 0)
  pushDivisor(out, b)
  out.op(i64Div)
  if (b.words === undefined) {
    out.limb(b, 0)
    out.op(i64Eqz)
    out.op(extend)
    out.i64(1)
    out.op(i64Sub)
    out.op(i64And)
  }
  setLowLimb(out, result)
}

/** One limb: modulo 1 gives the 0 that modulo 0 has to. */
export const mod: WordEmission = (out, result, [a, b]) => {
  if (widestLimbs(a, b) > 1) {
    callKernel(out, kernel.mod, result, [a, b])
    return
  }
  out.limb(a, 0)
  pushDivisor(out, b)
  out.op(i64Rem)
  setLowLimb(out, result)
}

export const sdiv: WordEmission = positive(div, kernel.sdiv)
export const smod: WordEmission = positive(mod, kernel.smod)

/** The unsigned operation where neither operand can be negative. */
function positive(unsigned: WordEmission, signed: ImportedFunction): WordEmission {
  return (out, result, args) => {
    const [a, b] = args
    if (a.bits <= SIGN_BIT && b.bits <= SIGN_BIT) unsigned(out, result, args)
    else callKernel(out, signed, result, [a, b])
  }
}

export const addmod: WordEmission = modular(i64Add, kernel.addmod, (a, b) => Math.max(a, b) + 1)
export const mulmod: WordEmission = modular(i64Mul, kernel.mulmod, (a, b) => a + b)

/** In one limb where the sum or product fits one. */
function modular(
  instruction: number,
  operation: ImportedFunction,
  bitsOf: (a: number, b: number) => number,
): WordEmission {
  return (out, result, [a, b, modulus]) => {
    if (bitsOf(a.bits, b.bits) > 64 || limbCount(modulus) > 1) {
      callKernel(out, operation, result, [a, b, modulus])
      return
    }
    out.limb(a, 0)
    out.limb(b, 0)
    out.op(instruction)
    pushDivisor(out, modulus)
    out.op(i64Rem)
    setLowLimb(out, result)
  }
}

/** Pushes the low limb, and 1 instead of 0. */
function pushDivisor(out: Emitter, divisor: Operand): void {
  if (isZeroLimb(divisor, 0)) {
    out.i64(1)
    return
  }
  out.limb(divisor, 0)
  if (divisor.words !== undefined) return
  out.limb(divisor, 0)
  out.op(i64Eqz)
  out.op(extend)
  out.op(i64Or)
}
