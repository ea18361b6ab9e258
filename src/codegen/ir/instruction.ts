import type { Effect } from './effect.ts'
import type { Operation } from './operation.ts'
import type { Words } from './words.ts'

/**
 * One instruction, and the word that it makes. All have the same fields, whatever their operation, so that passes stay
 * monomorphic; the fields that an operation does not use hold nothing.
 */
export interface Instruction {
  /** Its number in the function: what side tables are indexed by. */
  readonly id: number
  readonly op: Operation
  readonly args: readonly Instruction[]
  /** `get`: the variable. `call`: the function. `result`: which one. Else 0. */
  readonly index: number
  /** `const`. */
  readonly words: Words | undefined
  /** `effect`. */
  readonly effect: Effect | undefined
  /** `effect`: numbers known at compile time, their meaning is the effect's. */
  readonly immediates: readonly number[]
}

/**
 * A reference to the instruction that makes a word. A value is used only in the block that makes it, and behind its
 * instruction; constants are used everywhere in their function. What lives longer is assigned to a variable.
 */
export type Value = Instruction
