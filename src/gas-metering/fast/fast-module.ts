import { decodeInstructions } from '../../wasm/decode-instructions.ts'
import { InstructionBuffer } from '../../wasm/instruction-buffer.ts'
import type { Export, Func } from '../../wasm/module.ts'
import { isFree } from '../gas-schedule.ts'
import type { MeteringContext } from '../metering-context.ts'
import type { StrategyResult } from '../strategy-result.ts'
import { planCalls } from './call-graph.ts'
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
    checksEntry: (index) => checks[index - space.importedFunctions] === true,
    constantUnits: (index) => constantUnits.get(index),
  }
  const sole = soleExports(module, space, summaries, references)
  const outside = (index: number): number =>
    isImported(index) || sole.has(index) ? index : standIns.of(index)
  const taken = references === 'private' ? addressTaken(context) : []
  const { checks, calleesFirst } = planCalls(summaries, space.importedFunctions, taken)
  const constantUnits = new Map<number, number>()
  const isPrivate = privateFunctions(context, taken)
  const functions: Func[] = [...module.functions]
  for (const position of calleesFirst) {
    const func = module.functions[position] as Func
    const index = space.importedFunctions + position
    const result = fastFunction(context, func, decode(func), {
      summary: summaries[position] as FunctionSummary,
      checksEntry: context.checksEntry(index),
      calledFrom: sole.has(index) ? 'outside' : 'inside',
      isPrivate: isPrivate(index),
    })
    functions[position] = result.func
    if (result.constantUnits !== undefined) constantUnits.set(index, result.constantUnits)
  }
  const exports = module.exports.map((entry): Export => {
    return entry.kind === 'func' ? { ...entry, index: outside(entry.index) } : entry
  })
  const start = module.start === undefined ? undefined : outside(module.start)
  const elements = module.elements.map((segment) => renameElements(segment, context.referenced))
  const globals = module.globals.map((global) => renameGlobal(global, context.referenced))
  return { functions: [...functions, ...standIns.functions], globals, exports, start, elements }
}

/** Which functions only direct calls reach: not exported, not started, not referenced. */
function privateFunctions(
  { module, references, space }: FastContext,
  taken: readonly number[],
): (index: number) => boolean {
  const others = new Set(taken.map((position) => position + space.importedFunctions))
  for (const { kind, index } of module.exports) if (kind === 'func') others.add(index)
  if (module.start !== undefined) others.add(module.start)
  return (index) => references === 'private' && !others.has(index)
}

/** Positions among the local functions of those that tables may hold. */
function addressTaken({ module, space }: FastContext): readonly number[] {
  const indices = new Set(module.elements.flatMap(referencedFunctions))
  return [...indices]
    .filter((index) => index >= space.importedFunctions)
    .map((index) => index - space.importedFunctions)
}
