import type { BlockEffect } from './block-effects.ts'
import type { CodeBlocks } from './code-blocks.ts'
import type { Procedure, Recovered, UnresolvedReason } from './control-flow.ts'
import { procedureEntries } from './procedure-entries.ts'
import { type CodeFacts, ProcedureWalk } from './procedure-walk.ts'
import { summarize } from './summaries.ts'

/**
 * Finds the procedures of a piece of code and resolves every jump that can be reached.
 *
 * The summaries only propose what is a call. Each edge is then followed from the code's entry with the stack known there;
 * what does not come out as proposed is not resolved.
 */
export function recover(blocks: CodeBlocks, effects: readonly BlockEffect[]): Recovered {
  const summaries = summarize(blocks, effects)
  if (summaries === undefined) return refused('summaries', 0)
  const analysed = { blocks, effects, summaries }
  const facts: CodeFacts = {
    ...analysed,
    isEntry: procedureEntries(analysed),
    placed: new Uint8Array(blocks.count),
    procedures: [],
    at: new Map(),
  }
  const { procedures } = facts
  procedures.push({ index: 0, block: 0, exit: undefined, places: [] })
  const walk = new ProcedureWalk(facts)
  for (let next = 0; next < procedures.length; next++) {
    const problem = walk.follow(procedures[next] as Procedure)
    if (problem !== undefined) {
      return refused(problem.reason, blocks.start[problem.block] as number)
    }
  }
  return { ok: true, flow: { procedures, effects } }
}

function refused(reason: UnresolvedReason, pc: number): Recovered {
  return { ok: false, reason, pc }
}
