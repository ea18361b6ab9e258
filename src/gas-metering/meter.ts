import type { WasmModule } from '../wasm/module.ts'
import { abiExports } from './abi-exports.ts'
import { CodeWriter } from './code-writer.ts'
import { costTable } from './cost-table.ts'
import { fastModule } from './fast/fast-module.ts'
import type { GasSchedule } from './gas-schedule.ts'
import { indexSpace } from './index-space.ts'
import { globalDefinitions, meteredGlobals, type StartAllowance } from './metered-globals.ts'
import type { MeteringContext } from './metering-context.ts'
import { checkMeteredSize } from './metering-limit.ts'
import { preciseModule } from './precise/precise-module.ts'
import { signatureSource } from './signature-source.ts'
import type { StrategyResult } from './strategy-result.ts'
import { TypeTable } from './type-table.ts'

/** `fast` to run, `precise` to ask why; both agree in everything that `meter` promises. */
export type MeteringStrategy = 'fast' | 'precise'

export interface MeterOptions {
  readonly schedule: GasSchedule
  readonly strategy: MeteringStrategy
  /** For a start function, which runs before anybody can give it gas; nothing by default. Contracts have none. */
  readonly startAllowance?: StartAllowance
}

const strategies: Readonly<Record<MeteringStrategy, (context: MeteringContext) => StrategyResult>> =
  { fast: fastModule, precise: preciseModule }

/**
 * The module with gas metering and the stack-height limit built in, and the exports of `meteredAbi`.
 *
 * `module` has to be valid. Cost: linear in its code, about 100 ns an instruction.
 *
 * Guarantees, for the gas limit `L` that `InstanceGas.set` got, both strategies alike:
 * 1. A call of an export succeeds exactly when the units it costs are at most `L * unitsPerGas`.
 * 2. A host function runs only when everything before it is paid, its own call included; `InstanceGas.left`
 *    then tells what is left, rounded down to whole gas.
 * 3. A recursion that exceeds the stack height ends at the same call.
 *
 * The precise strategy also promises that `trapReason` is the first thing that went wrong, instruction by instruction.
 * The fast one may notice later that gas ran out, and then tell another reason for the same failure.
 *
 * @throws MeteringLimitError when the metered module would exceed what the engine's compiler takes.
 * @see docs/gas-metering.md
 */
export function meter(module: WasmModule, options: MeterOptions): WasmModule {
  const { schedule, strategy, startAllowance = { units: 0n, stackHeight: 0 } } = options
  const space = indexSpace(module)
  const types = new TypeTable(module.types)
  const globals = meteredGlobals(space.globals)
  const signatures = signatureSource(module, space)
  const costs = costTable(schedule)
  const writers = { inner: new CodeWriter(1024), whole: new CodeWriter(1024) }
  const context = { module, space, signatures, schedule, costs, globals, types, writers }
  const result = strategies[strategy](context)
  const metered: WasmModule = {
    ...module,
    ...result,
    types: types.types,
    globals: [...result.globals, ...globalDefinitions(startAllowance, schedule.unitsPerGas)],
    exports: [...result.exports, ...abiExports(globals)],
  }
  checkMeteredSize(metered)
  return metered
}
