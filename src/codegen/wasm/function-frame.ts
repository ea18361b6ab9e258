import type { FunctionFacts } from '../analysis/facts.ts'
import type { Emitter } from './emitter.ts'
import type { FunctionSignature } from './function-signature.ts'
import { limbsOf } from './operand.ts'

/** The locals that hold the variables of a function, a local for each limb, least significant first. */
export type VariableLocals = readonly (readonly number[])[]

/**
 * Gives each variable its locals. A parameter begins with the Wasm parameters that bring it; a variable that grows
 * beyond has more, which are 0 at entry as Wasm sets them.
 */
export function variableLocals(
  out: Emitter,
  { variableBits }: FunctionFacts,
  { parameters }: FunctionSignature,
): VariableLocals {
  const { environment } = out
  let next = environment.parameters.length + environment.threaded.length
  return Array.from(variableBits, (bits, variable) => {
    const brought = parameters[variable] ?? 0
    const locals = Array.from({ length: brought }, () => next++)
    while (locals.length < limbsOf(bits)) locals.push(out.take('i64'))
    return locals
  })
}
