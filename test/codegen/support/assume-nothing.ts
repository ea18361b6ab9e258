import { type Demand, uniformDemand } from '../../../src/codegen/analysis/demand.ts'
import type { ProgramFacts } from '../../../src/codegen/analysis/facts.ts'
import { everythingLive } from '../../../src/codegen/analysis/liveness.ts'
import { UseCounter, type UseCounts } from '../../../src/codegen/analysis/uses.ts'
import type { IrFunction, Program } from '../../../src/codegen/ir/program.ts'

const WORD_BITS = 256

/** Facts without analysis: every word is full, everything is read. What tests compare the analyses with. */
export function assumeNothing(program: Program): ProgramFacts {
  const demand = uniformDemand(program, 1)
  const functions = program.functions.map((each, index) => ({
    bits: new Uint16Array(each.instructions).fill(WORD_BITS),
    variableBits: new Uint16Array(each.variables).fill(WORD_BITS),
    entryLimbs: new Uint8Array(each.blocks.length * each.variables).fill(4),
    parameterBits: new Uint16Array(each.params).fill(WORD_BITS),
    resultBits: new Uint16Array(each.results).fill(WORD_BITS),
    liveness: everythingLive(each),
    uses: allUses(each, demand, index),
  }))
  return { demand, functions }
}

function allUses(each: IrFunction, demand: Demand, index: number): UseCounts {
  const uses = new Uint16Array(each.instructions)
  const counter = new UseCounter(demand, index, uses)
  const liveness = everythingLive(each)
  for (const [at, block] of each.blocks.entries()) counter.count(block, at, liveness)
  return uses
}
