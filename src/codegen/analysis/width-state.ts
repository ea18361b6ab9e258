import type { IrBlock, IrFunction } from '../ir/program.ts'
import type { Needs } from './find-needs.ts'
import type { FlowGraph } from './flow-graph.ts'
import type { Liveness } from './liveness.ts'
import type { StructuredProgram } from './structured-program.ts'

/** The widths of a function's words. */
export interface FunctionWidths {
  /** By instruction. */
  readonly values: Uint16Array
  /** At the entry of a block: of variable `v` before block `b` at `b * variables + v`. */
  readonly entries: Uint16Array
  readonly results: Uint16Array
}

/** A function while the widths of its words are searched. */
export interface FunctionState extends FunctionWidths {
  readonly index: number
  readonly blocks: readonly IrBlock[]
  readonly variables: number
  readonly order: Int32Array
  readonly position: Int32Array
  readonly uses: Uint16Array
  readonly liveness: Liveness
  readonly demand: { readonly parameters: Uint8Array; readonly results: Uint8Array }
  /** By block: 1 where the block is to be visited, and how often it was. */
  readonly isDirty: Uint8Array
  readonly visits: Uint8Array
  /** How often its results grew. */
  returns: number
  isQueued: boolean
}

/** Nothing has been visited: all widths are 0. */
export function initialState(
  { program, graphs }: StructuredProgram,
  { demand, liveness, uses }: Needs,
  index: number,
): FunctionState {
  const { instructions, blocks, variables, results } = program.functions[index] as IrFunction
  const { order, position } = graphs[index] as FlowGraph
  return {
    index,
    blocks,
    variables,
    order,
    position,
    values: new Uint16Array(instructions),
    entries: new Uint16Array(blocks.length * variables),
    results: new Uint16Array(results),
    uses: uses[index] as Uint16Array,
    liveness: liveness[index] as Liveness,
    demand: {
      parameters: demand.parameters[index] as Uint8Array,
      results: demand.results[index] as Uint8Array,
    },
    isDirty: new Uint8Array(blocks.length),
    visits: new Uint8Array(blocks.length),
    returns: 0,
    isQueued: false,
  }
}
