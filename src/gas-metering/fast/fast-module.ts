import { decodeInstructions } from '../../wasm/decode-instructions.ts'
import { InstructionBuffer } from '../../wasm/instruction-buffer.ts'
import type { Export } from '../../wasm/module.ts'
import { isFree } from '../gas-schedule.ts'
import type { MeteringContext } from '../metering-context.ts'
import type { StrategyResult } from '../strategy-result.ts'
import { entryChecks } from './call-graph.ts'
import { CarriedValues } from './carried-values.ts'
import type { FastContext } from './fast-context.ts'
import { fastFunction } from './fast-function.ts'
import { type FunctionSummary, summarize } from './function-summary.ts'
import { referenceTreatment } from './reference-treatment.ts'
import { referencedFunctions, renameElements, renameGlobal } from './references.ts'
import { soleExports } from './sole-exports.ts'
import { StandIns } from './stand-ins.ts'
import { thunkOf, wrapperOf } from './wrappers.ts'

/**
 * The fast strategy.
 *
 * Local functions keep their indices and change their types; imports, exports and shared references keep types and get
 * wrappers. Two walks over each body: one to learn what the whole module needs, one to write.
 */
export function fastModule(metering: MeteringContext): StrategyResult {
  const { module, space, types, schedule } = metering
  const buffer = new InstructionBuffer()
  const decode = (func: (typeof module.functions)[number]) =>
    decodeInstructions(func.body, func.bodyOffset, buffer)
  const summaries = module.functions.map((func) => summarize(metering, func, decode(func)))
  const references = referenceTreatment(module, summaries)
  const standIns = new StandIns(space.functions, (index) =>
    index < space.importedFunctions ? thunkOf(context, index) : wrapperOf(context, index),
  )
  const isImported = (index: number): boolean => index < space.importedFunctions
  const context: FastContext = {
    ...metering,
    carried: new CarriedValues(types, isFree(schedule) ? 'free' : 'carried'),
    references,
    // Shared: as outside, local functions may need a wrapper. Private: imports need a thunk.
    referenced: (index) => {
      if (references === 'shared') return outside(index)
      return isImported(index) ? standIns.of(index) : index
    },
  }
  const sole = soleExports(module, space, summaries, references)
  const outside = (index: number): number =>
    isImported(index) || sole.has(index) ? index : standIns.of(index)
  const checks = entryChecks(
    summaries,
    space.importedFunctions,
    references === 'private' ? addressTaken(context) : [],
  )
  const functions = module.functions.map((func, position) =>
    fastFunction(context, func, decode(func), {
      summary: summaries[position] as FunctionSummary,
      checksEntry: checks[position] as boolean,
      calledFrom: sole.has(space.importedFunctions + position) ? 'outside' : 'inside',
    }),
  )
  const exports = module.exports.map((entry): Export => {
    return entry.kind === 'func' ? { ...entry, index: outside(entry.index) } : entry
  })
  const start = module.start === undefined ? undefined : outside(module.start)
  const elements = module.elements.map((segment) => renameElements(segment, context.referenced))
  const globals = module.globals.map((global) => renameGlobal(global, context.referenced))
  return { functions: [...functions, ...standIns.functions], globals, exports, start, elements }
}

/** Positions among the local functions of those that tables may hold. */
function addressTaken({ module, space }: FastContext): readonly number[] {
  const indices = new Set(module.elements.flatMap(referencedFunctions))
  return [...indices]
    .filter((index) => index >= space.importedFunctions)
    .map((index) => index - space.importedFunctions)
}
