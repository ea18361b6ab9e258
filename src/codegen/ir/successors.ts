import type { Exit } from './program.ts'

/** No block. */
export const NONE = -1

/** The block that an exit goes to, for a branch when its condition holds; `NONE` when it leaves the function. */
export function firstSuccessor(exit: Exit): number {
  if (exit.kind === 'jump') return exit.target
  return exit.kind === 'branch' ? exit.whenTrue : NONE
}

/** The other block that an exit goes to, or `NONE`. */
export function secondSuccessor(exit: Exit): number {
  return exit.kind === 'branch' ? exit.whenFalse : NONE
}
