import type { Instruction, Value } from '../ir/instruction.ts'
import { op } from '../ir/operation.ts'
import { saturated } from '../ir/word-arithmetic.ts'
import { bitsOf, widthOfValue } from './width.ts'

/** Limbs of a whole word. */
export const LIMBS = 4
const LIMB_BITS = 64

/** Number of limbs that so many bits take. */
export function limbsOf(bits: number): number {
  return (bits + LIMB_BITS - 1) >> 6
}

/**
 * How many of the lowest limbs of operand `at` decide the lowest `limbs` limbs of a pure operation's result. Sums, products
 * and masks carry nothing down; what looks at the whole operand needs it all.
 */
export function operandLimbs(
  { op: operation, args }: Instruction,
  at: number,
  limbs: number,
  widths: Uint16Array,
): number {
  switch (operation) {
    case op.add:
    case op.sub:
    case op.mul:
    case op.or:
    case op.xor:
    case op.not:
      return limbs
    case op.and:
      return Math.min(limbs, limbsOf(bitsOf(widthOfValue(args[1 - at] as Value, widths))))
    case op.shl:
      return at === 0 ? LIMBS : limbs
    case op.shr:
      return at === 0 ? LIMBS : shiftedLimbs(args[0] as Value, limbs)
    case op.byte:
      return at === 0 ? LIMBS : limbOfByte(args[0] as Value)
    case op.signextend:
      return at === 0 ? LIMBS : extendedLimbs(args[0] as Value, limbs)
    default:
      return LIMBS
  }
}

function shiftedLimbs({ words }: Value, limbs: number): number {
  if (words === undefined) return LIMBS
  return Math.min(limbsOf(LIMB_BITS * limbs + Math.min(saturated(words), LIMB_BITS * LIMBS)), LIMBS)
}

/** Byte 0 is the most significant. */
function limbOfByte({ words }: Value): number {
  const index = words === undefined ? undefined : saturated(words)
  return index === undefined || index > 31 ? LIMBS : ((31 - index) >> 3) + 1
}

/** The sign is that of byte `index`, 0 the least significant. */
function extendedLimbs({ words }: Value, limbs: number): number {
  const index = words === undefined ? undefined : saturated(words)
  return index === undefined || index > 30 ? LIMBS : Math.min(limbs, (index >> 3) + 1)
}
