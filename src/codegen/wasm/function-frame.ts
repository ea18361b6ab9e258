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
  const variables: number[][] = []
  let next = environment.parameters.length + environment.threaded.length
  for (let variable = 0; variable < variableBits.length; variable++) {
    const locals: number[] = []
    for (let limb = parameters[variable] ?? 0; limb > 0; limb--) locals.push(next++)
    const limbs = limbsOf(variableBits[variable] as number)
    while (locals.length < limbs) locals.push(out.take('i64'))
    variables.push(locals)
  }
  return variables
}
