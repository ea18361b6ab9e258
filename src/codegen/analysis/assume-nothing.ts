import type { Program } from '../ir/program.ts'
import { uniformDemand } from './demand.ts'
import type { ProgramFacts } from './facts.ts'
import { everythingLive } from './liveness.ts'

const WORD_BITS = 256

/** Facts without analysis: every word is full, everything is read. What tests compare the analyses with. */
export function assumeNothing(program: Program): ProgramFacts {
  const functions = program.functions.map((each) => ({
    bits: new Uint16Array(each.instructions).fill(WORD_BITS),
    variableBits: new Uint16Array(each.variables).fill(WORD_BITS),
    parameterBits: new Uint16Array(each.params).fill(WORD_BITS),
    resultBits: new Uint16Array(each.results).fill(WORD_BITS),
    liveness: everythingLive(each),
  }))
  return { demand: uniformDemand(program, 1), functions }
}
