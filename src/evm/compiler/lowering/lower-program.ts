import type { IrFunction, Program } from '../../../codegen/ir/program.ts'
import type { CodeBlocks } from '../recovery/code-blocks.ts'
import type { ControlFlow } from '../recovery/control-flow.ts'
import { memorySizes } from './memory-sizes.ts'
import { callsOf, type ProcedureFrame, procedureFrames } from './procedure-frames.ts'
import { ProcedureLowering } from './procedure-lowering.ts'

const MAX_ROUNDS = 8

/**
 * Lowers recovered code: each procedure becomes a function whose parameters and results are items of the stack. `undefined` when a
 * procedure does not leave addresses of its callers as they were told, or takes what they do not have.
 */
export function lowerProgram(blocks: CodeBlocks, flow: ControlFlow): Program | undefined {
  const changed = flow.procedures.map(() => new Set<number>())
  const functions: IrFunction[] = []
  const memory = memorySizes(flow)
  let stale: readonly number[] = flow.procedures.map((_, index) => index)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const frames = procedureFrames(flow, changed)
    if (frames === undefined) return undefined
    const context = { blocks, effects: flow.effects, frames, memory }
    const sizes = changed.map(({ size }) => size)
    for (const index of stale) {
      const frame = frames[index] as ProcedureFrame
      functions[index] = new ProcedureLowering(
        context,
        frame,
        changed[index] as Set<number>,
      ).lower()
    }
    const grown = sizes.map((size, index) => (changed[index] as Set<number>).size > size)
    if (!grown.includes(true)) return { functions, main: 0, table: [] }
    if (frames.some((frame, index) => isTrusted(frame, changed[index] as Set<number>))) {
      return undefined
    }
    stale = concerned(flow, grown)
  }
  return undefined
}

/** The procedures whose results are others than they seemed to be, and those that call them. */
function concerned({ procedures }: ControlFlow, grown: readonly boolean[]): readonly number[] {
  return procedures
    .filter(
      (procedure) =>
        grown[procedure.index] === true ||
        callsOf(procedure).some(({ callee }) => grown[callee.index] === true),
    )
    .map(({ index }) => index)
}

/** Whether an item that changed is an address that callers find by its place. */
function isTrusted({ procedure, params }: ProcedureFrame, changed: ReadonlySet<number>): boolean {
  const { exit } = procedure
  return exit !== undefined && [...changed].some((at) => exit.trusted.has(params - 1 - at))
}
