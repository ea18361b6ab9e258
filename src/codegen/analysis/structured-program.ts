import type { Program } from '../ir/program.ts'
import { type CallGraph, callGraph } from './call-graph.ts'
import type { FlowGraph } from './flow-graph.ts'
import { makeReducible } from './make-reducible.ts'

/** A program with its graphs, all of which are reducible: what analyses and code generation work on. */
export interface StructuredProgram {
  readonly program: Program
  /** By function. */
  readonly graphs: readonly FlowGraph[]
  readonly calls: CallGraph
}

/** Makes all functions reducible; undefined when that would make one of them grow beyond measure. */
export function structureProgram(program: Program): StructuredProgram | undefined {
  const functions: Program['functions'][number][] = []
  const graphs: FlowGraph[] = []
  for (const each of program.functions) {
    const structured = makeReducible(each)
    if (structured === undefined) return undefined
    functions.push(structured.function)
    graphs.push(structured.graph)
  }
  const reducible = { ...program, functions }
  return { program: reducible, graphs, calls: callGraph(reducible) }
}
