import { analyseProgram } from './analysis/analyse-program.ts'
import { structureProgram } from './analysis/structured-program.ts'
import type { Program } from './ir/program.ts'
import { compileProgram } from './wasm/compile-program.ts'
import type { Environment } from './wasm/environment.ts'

/** What a front end promises about its programs. */
export interface Promises {
  /**
   * Each time an `add` happens, something is used up that is below 2^48 at the start of a run. Then what is counted up by
   * small steps from a small number never leaves 62 bits.
   */
  readonly addCostsFuel?: true
}

/**
 * Analyses a program and translates it to the bytes of a module: the whole way through code generation. Undefined when
 * the program's control flow is too tangled to be worth it.
 */
export function generateModule(
  program: Program,
  environment: Environment,
  promises: Promises = {},
): Uint8Array<ArrayBuffer> | undefined {
  const structured = structureProgram(program)
  if (structured === undefined) return undefined
  return compileProgram(structured, analyseProgram(structured, promises), environment)
}
