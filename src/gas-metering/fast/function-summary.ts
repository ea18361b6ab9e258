import type { InstructionTable } from '../../wasm/instruction-table.ts'
import type { Func } from '../../wasm/module.ts'
import { opcode } from '../../wasm/opcode.ts'
import type { MeteringContext } from '../metering-context.ts'
import { type StackNeed, stackNeed } from '../stack-height.ts'
import { FOLDED_UNITS } from './trip-charge.ts'

/** What the rest of the module has to know about a function before any is written. */
export interface FunctionSummary {
  readonly stack: StackNeed
  /** Function indices of its calls, with repetitions, imports too. */
  readonly callees: readonly number[]
  readonly callsIndirectly: boolean
  /** Whether it makes or moves function references as values. */
  readonly handlesReferences: boolean
  /**
   * Units of all its instructions, once and once more for each loop around, and of loops without a check of their own: a
   * bound of any check-free path, which may go each loop round once, see `LoopNest`.
   */
  readonly units: number
}

/** Instructions that turn functions into values, or values into table entries. */
const referenceCodes: ReadonlySet<number> = new Set([
  opcode['ref.func'],
  opcode['table.get'],
  opcode['table.set'],
  opcode['table.grow'],
  opcode['table.fill'],
])

/** One walk over a body. */
export function summarize(
  context: Pick<MeteringContext, 'costs' | 'schedule' | 'signatures'>,
  func: Func,
  table: InstructionTable,
): FunctionSummary {
  const { costs, schedule, signatures } = context
  const callees: number[] = []
  let callsIndirectly = false
  let handlesReferences = false
  let units = func.locals.reduce((count, run) => count + run.count, 0) * schedule.declaredLocal
  const loopEnds: number[] = []
  for (let row = 0; row < table.length; row++) {
    const code = table.opcode[row] as number
    if (row === loopEnds.at(-1)) loopEnds.pop()
    units += (costs.units[code] as number) * (1 + loopEnds.length)
    if (code === opcode['loop']) {
      units += FOLDED_UNITS
      loopEnds.push(table.match[row] as number)
    }
    if (code === opcode['call']) callees.push(table.immediate[row] as number)
    else if (code === opcode['call_indirect']) callsIndirectly = true
    else if (referenceCodes.has(code)) handlesReferences = true
  }
  const stack = stackNeed(func, table, signatures.ofType(func.typeIndex), signatures)
  return { stack, callees, callsIndirectly, handlesReferences, units }
}
