import { op } from '../ir/operation.ts'
import type { Program } from '../ir/program.ts'

/** A block that calls a function. */
export interface CallSite {
  readonly caller: number
  readonly block: number
}

/** Where functions are called. */
export interface CallGraph {
  /** By the function that is called; a block appears once for each function that it calls. */
  readonly sites: readonly (readonly CallSite[])[]
}

export function callGraph({ functions }: Program): CallGraph {
  const sites: CallSite[][] = functions.map(() => [])
  const add = (callee: number, caller: number, block: number): void => {
    const list = sites[callee]
    const last = list?.at(-1)
    if (last?.caller !== caller || last.block !== block) list?.push({ caller, block })
  }
  for (const [caller, { blocks }] of functions.entries()) {
    for (const [block, { instructions, exit }] of blocks.entries()) {
      for (const each of instructions) if (each.op === op.call) add(each.index, caller, block)
      if (exit.kind === 'tailCall') add(exit.callee, caller, block)
    }
  }
  return { sites }
}
