import type { Emitter } from '../emitter.ts'
import { limbsOf, type Operand } from '../operand.ts'

/** Whether a limb is known to be 0. */
export function isZeroLimb({ words, locals }: Operand, limb: number): boolean {
  if (words === undefined) return locals[limb] === undefined
  return words[2 * limb] === 0 && words[2 * limb + 1] === 0
}

/** The two u32 digits of a limb of a constant, the lower one first. */
export function limbDigits(
  { words }: Operand,
  limb: number,
): readonly [number, number] | undefined {
  if (words === undefined) return undefined
  return [words[2 * limb] as number, words[2 * limb + 1] as number]
}

/** Number of limbs from the lowest to the highest that may hold something. */
export function limbCount({ bits, locals, words }: Operand): number {
  return words === undefined ? locals.length : limbsOf(bits)
}

/** Limbs of the wider one. */
export function widestLimbs(a: Operand, b: Operand): number {
  return Math.max(limbCount(a), limbCount(b))
}

/** Sets the lowest limb to the i64 on the stack, and the others to 0. */
export function setLowLimb(out: Emitter, result: Operand): void {
  out.setLimb(result, 0)
  clearLimbs(out, result, 1)
}

/** Sets the limbs from `first` on to 0. */
export function clearLimbs(out: Emitter, result: Operand, first: number): void {
  for (let limb = first; limb < result.locals.length; limb++) {
    out.i64(0)
    out.setLimb(result, limb)
  }
}
