import { smallNumber, type Words } from '../ir/words.ts'

/**
 * A word while code is written: a constant, or an i64 local for each limb that may hold something, the least
 * significant first. Limbs above those are 0.
 */
export interface Operand {
  /** The word is below 2 to this. */
  readonly bits: number
  readonly words: Words | undefined
  readonly locals: readonly number[]
}

/** Number of 64-bit limbs that a word of so many bits takes. */
export function limbsOf(bits: number): number {
  return (bits + 63) >> 6
}

/** The operand as a number when it is a constant below 2^32, else undefined. */
export function constantOf({ words }: Operand): number | undefined {
  return words === undefined ? undefined : smallNumber(words)
}
