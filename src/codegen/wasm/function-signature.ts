import type { Demand } from '../analysis/demand.ts'
import type { FunctionFacts } from '../analysis/facts.ts'
import { limbsOf } from './operand.ts'

/** How words go in and out of a function as limbs, behind the environment. */
export interface FunctionSignature {
  /** Number of limbs by parameter and by result; 0 for those that nobody reads or that are always 0. */
  readonly parameters: readonly number[]
  readonly results: readonly number[]
}

export function signatureOf(
  { parameterBits, resultBits }: FunctionFacts,
  demand: Demand,
  index: number,
): FunctionSignature {
  return {
    parameters: demandedLimbs(parameterBits, demand.parameters[index]),
    results: demandedLimbs(resultBits, demand.results[index]),
  }
}

function demandedLimbs(bits: Uint16Array, demanded: Uint8Array | undefined): readonly number[] {
  return Array.from(bits, (each, at) => (demanded?.[at] === 1 ? limbsOf(each) : 0))
}

export function total(limbs: readonly number[]): number {
  return limbs.reduce((sum, each) => sum + each, 0)
}
