import type { Value } from '../ir/instruction.ts'
import { bitLength } from '../ir/words.ts'

/**
 * How wide a word may be, as a number that grows with the width: twice the number of bits, so that one more width fits
 * between 61 and 62 bits: a counter. Joining two widths takes the larger one.
 */
export type Width = number

export const WORD_BITS = 256
/** What was counted up by small steps from at most 61 bits: see docs/codegen.md, "Counters". */
export const COUNTER: Width = 2 * 61 + 1
/** Bits of a step that leaves a counter a counter. */
export const STEP_BITS = 12

export function widthOf(bits: number): Width {
  return 2 * Math.min(bits, WORD_BITS)
}

/** The word is below 2 to this; a counter is below 2^62. */
export function bitsOf(width: Width): number {
  return (width + 1) >> 1
}

/** The width of a value: of a constant by itself, of others by the table of their function. */
export function widthOfValue({ id, words }: Value, widths: Uint16Array): Width {
  return words === undefined ? (widths[id] as number) : 2 * bitLength(words)
}

/** Where a width that keeps growing stops: at halves of limbs, at the last one that counting leaves as it is, at limbs. */
const STOPS: readonly Width[] = [
  2 * 32,
  2 * 61,
  COUNTER,
  2 * 64,
  2 * 128,
  2 * 160,
  2 * 192,
  2 * 256,
]
const nextStop = Uint16Array.from({ length: 2 * WORD_BITS + 1 }, (_, width) =>
  Number(STOPS.find((stop) => stop >= width)),
)

/** A width that is larger than what may follow from it in a few steps. */
export function widened(width: Width): Width {
  return nextStop[width] as number
}
