import type { Effect } from '../../../codegen/ir/effect.ts'
import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import { limbsOf, type Operand } from '../../../codegen/wasm/operand.ts'
import { frameField } from '../../interpreter/frame-layout.ts'
import { outOfGas } from './cold-exits.ts'
import { frameOf, gasOf, pushField } from './frame-locals.ts'
import { wasm } from './instructions.ts'

const GAS_BITS = 63

/** Charges the gas that the immediate says, below 2^32. Every continuation of a call begins with one. */
export const charge: Effect = {
  name: 'charge',
  resultBits: 0,
  emit: (out, { immediates: [gas = 0] }) => emitCharge(out, () => out.i64(gas)),
}

/** The gas left. */
export const gas: Effect = {
  name: 'gas',
  resultBits: GAS_BITS,
  isRead: true,
  emit(out, { result }) {
    if (result === undefined) return
    out.get(gasOf(out))
    out.get(frameOf(out))
    out.memory(wasm.i64Load, frameField.gasAside)
    out.op(wasm.i64Add)
    out.setLimb(result, 0)
  },
}

/** `(exponent)`: charges what EXP costs beyond its base gas, by the bytes of the exponent. */
export const chargeExponent: Effect = {
  name: 'chargeExponent',
  resultBits: 0,
  emit(out, { args: [exponent] }) {
    if (exponent === undefined) return
    emitCharge(out, () => {
      pushByteLength(out, exponent)
      pushField(out, 'expByte')
      out.op(wasm.i64ExtendI32U)
      out.op(wasm.i64Mul)
    })
  },
}

/** Charges the i64 that `pushCost` pushes, below 2^61. */
export function emitCharge(out: Emitter, pushCost: () => void): void {
  const left = gasOf(out)
  out.get(left)
  pushCost()
  out.op(wasm.i64Sub)
  out.tee(left)
  out.i64(0)
  out.op(wasm.i64LtS)
  out.exitIf(outOfGas)
}

/** Charges `perWord` for each 32 bytes of a length whose range was made accessible. */
export function chargeWords(out: Emitter, length: Operand, perWord: number): void {
  if (perWord === 0) return
  emitCharge(out, () => {
    out.limb(length, 0)
    out.i64(31)
    out.op(wasm.i64Add)
    out.i64(5)
    out.op(wasm.i64ShrU)
    out.i64(perWord)
    out.op(wasm.i64Mul)
  })
}

/** Pushes how many bytes a word has without the zeros above it, as an i64. */
function pushByteLength(out: Emitter, word: Operand): void {
  const bits = out.take('i64')
  out.i64(0)
  out.set(bits)
  for (let limb = 0; limb < limbsOf(word.bits); limb++) {
    // The last limb that is not 0 counts.
    out.i64(64 * limb + 64)
    out.limb(word, limb)
    out.op(wasm.i64Clz)
    out.op(wasm.i64Sub)
    out.get(bits)
    out.limb(word, limb)
    out.op(wasm.i64Eqz)
    out.op(wasm.i32Eqz)
    out.op(wasm.select)
    out.set(bits)
  }
  out.get(bits)
  out.i64(7)
  out.op(wasm.i64Add)
  out.i64(3)
  out.op(wasm.i64ShrU)
  out.release(bits)
}
