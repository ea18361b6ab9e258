import type { Effect } from './effect.ts'
import type { Instruction, Value } from './instruction.ts'

/** Functions that call each other. */
export interface Program {
  readonly functions: readonly IrFunction[]
  /** Index of the function that a run begins with; it takes and returns no words. */
  readonly main: number
  /** The table for indirect tail calls: indexes of functions without words. Empty: no table. */
  readonly table: readonly number[]
}

/** A function on words. Variables 0 … params - 1 hold its parameters at entry, the others 0. Block 0 is its entry. */
export interface IrFunction {
  readonly name: string
  readonly params: number
  readonly results: number
  readonly variables: number
  readonly blocks: readonly IrBlock[]
  /** One above the largest id of an instruction. */
  readonly instructions: number
}

/** Straight-line code. The assignments happen at its end, all at once, before the exit. */
export interface IrBlock {
  readonly instructions: readonly Instruction[]
  readonly assignments: readonly Assignment[]
  readonly exit: Exit
}

export interface Assignment {
  readonly variable: number
  readonly value: Value
}

/** How a block ends. Targets are indexes of blocks; `branch` goes to `whenTrue` when the condition is not 0. */
export type Exit =
  | { readonly kind: 'jump'; readonly target: number }
  | {
      readonly kind: 'branch'
      readonly condition: Value
      readonly whenTrue: number
      readonly whenFalse: number
    }
  | { readonly kind: 'return'; readonly values: readonly Value[] }
  | {
      readonly kind: 'halt'
      readonly effect: Effect
      readonly args: readonly Value[]
      readonly immediates: readonly number[]
    }
  /** Leaves the function for another one; its results are those of this function. */
  | { readonly kind: 'tailCall'; readonly callee: number; readonly args: readonly Value[] }
