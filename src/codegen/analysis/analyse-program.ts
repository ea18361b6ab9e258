import type { Program } from '../ir/program.ts'
import { assumeNothing } from './assume-nothing.ts'
import type { ProgramFacts } from './facts.ts'

/** What can be known of a program before it runs. */
export function analyseProgram(
  program: Program,
  _promises: { readonly addCostsFuel?: true },
): ProgramFacts {
  return assumeNothing(program)
}
