import { type Revision, revisions } from '../../engine/revision.ts'
import { evmRules } from '../evm-rules.ts'
import { baseGas } from '../gas-schedule.ts'

/**
 * The first of the revisions under which code compiles to the same module as under `revision`: those with the same
 * opcodes and base gas. What else a revision decides is asked at run time.
 */
export function revisionFamily(revision: Revision): Revision {
  return families[revision]
}

const families = Object.fromEntries(familiesOf()) as Readonly<Record<Revision, Revision>>

function familiesOf(): [Revision, Revision][] {
  const firsts = new Map<string, Revision>()
  return revisions.map((revision) => {
    const facts = JSON.stringify([[...baseGas(revision)], evmRules(revision).expByte])
    const first = firsts.get(facts) ?? revision
    firsts.set(facts, first)
    return [revision, first]
  })
}
