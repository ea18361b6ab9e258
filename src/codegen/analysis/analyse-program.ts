import type { IrFunction } from '../ir/program.ts'
import type { FunctionFacts, ProgramFacts } from './facts.ts'
import { type FunctionDemands, findDemands } from './find-demands.ts'
import { findNeeds } from './find-needs.ts'
import { findWidths, paidSums, plainSums } from './find-widths.ts'
import { isLiveIn, type Liveness } from './liveness.ts'
import type { StructuredProgram } from './structured-program.ts'
import type { UseCounts } from './uses.ts'
import { bitsOf } from './width.ts'
import type { FunctionWidths } from './width-state.ts'

const LIMB_BITS = 64

/** What can be known of a program before it runs. */
export function analyseProgram(
  structured: StructuredProgram,
  { addCostsFuel = false }: { readonly addCostsFuel?: boolean },
): ProgramFacts {
  const needs = findNeeds(structured)
  const widths = findWidths(structured, needs, addCostsFuel ? paidSums : plainSums)
  const demands = findDemands(structured, needs, widths)
  return {
    demand: needs.demand,
    functions: structured.program.functions.map((each, index) =>
      factsOf(each, {
        liveness: needs.liveness[index] as Liveness,
        uses: needs.uses[index] as UseCounts,
        widths: widths[index] as FunctionWidths,
        demands: demands[index] as FunctionDemands,
      }),
    ),
  }
}

interface Findings {
  readonly liveness: Liveness
  readonly uses: UseCounts
  readonly widths: FunctionWidths
  readonly demands: FunctionDemands
}

function factsOf(each: IrFunction, { liveness, uses, widths, demands }: Findings): FunctionFacts {
  return {
    bits: leastBits(widths.values, demands.values),
    variableBits: variableBits(each, liveness, leastBits(widths.entries, demands.entries)),
    entryLimbs: demands.entries,
    parameterBits: leastBits(widths.entries.subarray(0, each.params), demands.entries),
    resultBits: leastBits(widths.results, demands.results),
    liveness,
    uses,
  }
}

function variableBits(
  { blocks, variables }: IrFunction,
  liveness: Liveness,
  entries: Uint16Array,
): Uint16Array {
  const most = new Uint16Array(variables)
  for (let block = 0; block < blocks.length; block++) {
    for (let variable = 0; variable < variables; variable++) {
      if (!isLiveIn(liveness, block, variable)) continue
      const bits = entries[block * variables + variable] as number
      if (bits > (most[variable] as number)) most[variable] = bits
    }
  }
  return most
}

/** Bits that words have and that are read. */
function leastBits(widths: Uint16Array, limbs: Uint8Array): Uint16Array {
  const bits = new Uint16Array(widths.length)
  for (let at = 0; at < widths.length; at++) {
    bits[at] = Math.min(bitsOf(widths[at] as number), LIMB_BITS * (limbs[at] as number))
  }
  return bits
}
