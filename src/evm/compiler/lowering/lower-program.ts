import type { IrFunction, Program } from '../../../codegen/ir/program.ts'
import type { CodeBlocks } from '../recovery/code-blocks.ts'
import type { ControlFlow } from '../recovery/control-flow.ts'
import { type ProcedureFrame, procedureFrames } from './procedure-frames.ts'
import { ProcedureLowering } from './procedure-lowering.ts'

const MAX_ROUNDS = 8

/**
 * Lowers recovered code: each procedure becomes a function whose parameters and results are items of the stack. `undefined` when a
 * procedure does not leave addresses of its callers as they were told, or takes what they do not have.
 */
export function lowerProgram(blocks: CodeBlocks, flow: ControlFlow): Program | undefined {
  const changed = flow.procedures.map(() => new Set<number>())
  const count = (): number => changed.reduce((sum, { size }) => sum + size, 0)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = count()
    const frames = procedureFrames(flow, changed)
    if (frames === undefined) return undefined
    const context = { blocks, effects: flow.effects, frames }
    const functions: IrFunction[] = frames.map((frame, index) =>
      new ProcedureLowering(context, frame, changed[index] as Set<number>).lower(),
    )
    if (count() === before) return { functions, main: 0, table: [] }
    if (frames.some((frame, index) => isTrusted(frame, changed[index] as Set<number>))) {
      return undefined
    }
  }
  return undefined
}

/** Whether an item that changed is an address that callers find by its place. */
function isTrusted({ procedure, params }: ProcedureFrame, changed: ReadonlySet<number>): boolean {
  const { exit } = procedure
  return exit !== undefined && [...changed].some((at) => exit.trusted.has(params - 1 - at))
}
