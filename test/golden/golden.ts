import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import loadWabt from 'wabt'
import type { GasSchedule } from '../../src/gas-metering/gas-schedule.ts'
import { indexSpace } from '../../src/gas-metering/index-space.ts'
import type { InstructionClass } from '../../src/gas-metering/instruction-class.ts'
import { type MeteringStrategy, meter } from '../../src/gas-metering/meter.ts'
import { hera } from '../../src/gas-metering/schedules/hera.ts'
import { decodeModule } from '../../src/wasm/decode-module.ts'
import type { WasmModule } from '../../src/wasm/module.ts'
import { type ModuleNames, moduleNames, nameSection } from '../../src/wasm/name-section.ts'
import { printModule } from '../../src/wasm/print-module.ts'

const wabt = await loadWabt()
const strategies: readonly MeteringStrategy[] = ['fast', 'precise']
const folder = new URL('.', import.meta.url)

/** One unit for each instruction, so that a reader can count along; a page is 1,000, a byte or an element 2, a local 1. */
const countingSchedule: GasSchedule = {
  name: 'counting',
  version: 1,
  unitsPerGas: 1,
  instructions: Object.fromEntries(
    Object.keys(hera.instructions).map((name) => [name, 1]),
  ) as Record<InstructionClass, number>,
  declaredLocal: 1,
  grownPage: 1000,
  bulkByte: 2,
  bulkElement: 2,
}

/** A file that shows what metering makes of a module, and what it should hold. */
export interface GoldenFile {
  readonly path: string
  readonly content: string
}

/** `<name>.fast.wat` and `<name>.precise.wat` for each `<name>.wat` of this folder, which people write. */
export function goldenFiles(): readonly GoldenFile[] {
  const sources = readdirSync(folder).filter((file) => /^[\w-]+\.wat$/.test(file))
  return sources.flatMap((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8')
    return strategies.map((strategy) => ({
      path: fileURLToPath(new URL(`${basename(file, '.wat')}.${strategy}.wat`, folder)),
      content: `${remarks(text)};; Metered: ${strategy}.\n${printModule(named(parse(text), strategy))}`,
    }))
  })
}

function remarks(text: string): string {
  return text.slice(0, text.indexOf('(module'))
}

/** A module from its text, with its names. */
function parse(text: string): WasmModule {
  const module = wabt.parseWat('golden.wat', text)
  try {
    return decodeModule(module.toBinary({ write_debug_names: true }).buffer)
  } finally {
    module.destroy()
  }
}

/** The metered module, in which what metering added has names too. */
function named(module: WasmModule, strategy: MeteringStrategy): WasmModule {
  const metered = meter(module, { schedule: countingSchedule, strategy })
  return { ...metered, customs: [nameSection(namesOf(module, metered, strategy))] }
}

function namesOf(module: WasmModule, metered: WasmModule, strategy: MeteringStrategy): ModuleNames {
  const names = moduleNames(module)
  const { functions, importedFunctions } = indexSpace(module)
  const standIns = importedFunctions + metered.functions.length - functions
  const added = Array.from({ length: standIns }, (_, position): [number, string] => [
    functions + position,
    `stand-in-${position}`,
  ])
  const locals = new Map(
    module.functions.map(({ typeIndex }, position): [number, ReadonlyMap<number, string>] => {
      const index = importedFunctions + position
      const params = module.types[typeIndex]?.params.length ?? 0
      const own = names.locals.get(index) ?? new Map<number, string>()
      const declared = module.functions[position]?.locals.reduce((sum, run) => sum + run.count, 0)
      return [index, localNames(own, params, params + (declared ?? 0), strategy)]
    }),
  )
  return {
    module: undefined,
    functions: new Map([...names.functions, ...added]),
    locals,
  }
}

/** Fast: gas and depth stand behind the parameters, other added locals behind all. Precise: all added ones behind all. */
function localNames(
  own: ReadonlyMap<number, string>,
  params: number,
  locals: number,
  strategy: MeteringStrategy,
): ReadonlyMap<number, string> {
  if (strategy === 'precise') return new Map([...own, [locals, 'gas'], [locals + 1, 'count']])
  const moved = [...own].map(([index, name]): [number, string] => [
    index < params ? index : index + 2,
    name,
  ])
  return new Map([
    ...moved,
    [params, 'gas'],
    [params + 1, params > 3 ? 'depth-as-f32' : 'depth'],
    [locals + 2, params > 3 ? 'depth' : 'scratch'],
  ])
}
