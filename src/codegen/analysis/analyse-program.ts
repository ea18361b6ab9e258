import type { IrFunction } from '../ir/program.ts'
import type { FunctionFacts, ProgramFacts } from './facts.ts'
import { findNeeds, type Needs } from './find-needs.ts'
import { findWidths, paidSums, plainSums } from './find-widths.ts'
import { isLiveIn } from './liveness.ts'
import type { StructuredProgram } from './structured-program.ts'
import { bitsOf } from './width.ts'
import type { FunctionWidths } from './width-state.ts'

/** What can be known of a program before it runs. */
export function analyseProgram(
  structured: StructuredProgram,
  { addCostsFuel = false }: { readonly addCostsFuel?: boolean },
): ProgramFacts {
  const needs = findNeeds(structured)
  const widths = findWidths(structured, needs, addCostsFuel ? paidSums : plainSums)
  return {
    demand: needs.demand,
    functions: structured.program.functions.map((each, index) =>
      factsOf(each, needs, index, widths[index] as FunctionWidths),
    ),
  }
}

function factsOf(
  each: IrFunction,
  { liveness, uses }: Needs,
  index: number,
  { values, entries, results }: FunctionWidths,
): FunctionFacts {
  const live = liveness[index] as Needs['liveness'][number]
  const variableBits = new Uint16Array(each.variables)
  for (let block = 0; block < each.blocks.length; block++) {
    for (let variable = 0; variable < each.variables; variable++) {
      if (!isLiveIn(live, block, variable)) continue
      const bits = bitsOf(entries[block * each.variables + variable] as number)
      if (bits > (variableBits[variable] as number)) variableBits[variable] = bits
    }
  }
  return {
    bits: bitsOfAll(values),
    variableBits,
    parameterBits: bitsOfAll(entries.subarray(0, each.params)),
    resultBits: bitsOfAll(results),
    liveness: live,
    uses: uses[index] as Uint16Array,
  }
}

function bitsOfAll(widths: Uint16Array): Uint16Array {
  const bits = new Uint16Array(widths.length)
  for (let at = 0; at < widths.length; at++) bits[at] = bitsOf(widths[at] as number)
  return bits
}
