import { type GasScheduleName, gasSchedules } from '../gas-metering/gas-schedules.ts'
import { meter } from '../gas-metering/meter.ts'
import { admit, type ModuleRefusal } from '../wasm/admit.ts'
import { ewasmDebugProfile, ewasmProfile } from '../wasm/contract-profile.ts'
import { encodeModule } from '../wasm/encode-module.ts'
import { moduleOfInitCode } from '../wasm/init-code.ts'
import { type FuncType, type ValueType, valueType, type WasmModule } from '../wasm/module.ts'
import type { ModuleLimits } from '../wasm/module-limits.ts'
import { type ModuleSection, moduleSections } from './module-sections.ts'
import { type StackHeights, stackHeights } from './stack-heights.ts'

const profiles = { ewasm: ewasmProfile, 'ewasm-debug': ewasmDebugProfile } as const

export interface InspectOptions {
  readonly schedule: GasScheduleName
  readonly profile: keyof typeof profiles
}

/** What a module that was admitted is made of. */
export interface ModuleContents {
  readonly sections: readonly ModuleSection[]
  readonly imports: readonly { readonly name: string; readonly type: string }[]
  readonly exports: readonly { readonly name: string; readonly kind: string }[]
  readonly functions: number
  /** Pages of the memory at the start. */
  readonly memoryPages: number
  readonly metered: { readonly schedule: string; readonly bytes: number; readonly growth: number }
  readonly stack: StackHeights
}

/** What `gantry inspect` finds, as plain data. */
export interface Inspection {
  readonly bytes: number
  /** Bytes behind the module: arguments of a constructor. */
  readonly argumentBytes: number
  readonly profile: string
  readonly verdict: { readonly ok: true } | ({ readonly ok: false } & ModuleRefusal)
  readonly limits: ModuleLimits
  /** Undefined for a module that the profile refuses. */
  readonly contents: ModuleContents | undefined
}

/** Inspects code: a module, or init code whose module says where it ends. */
export function inspectCode(code: Uint8Array, options: InspectOptions): Inspection {
  const profile = profiles[options.profile]
  const bytes = moduleOfInitCode(code)
  const admission = admit(bytes, profile)
  return {
    bytes: bytes.length,
    argumentBytes: code.length - bytes.length,
    profile: profile.name,
    limits: profile.limits,
    verdict: admission.ok ? { ok: true } : { ok: false, ...admission.refusal },
    contents: admission.ok ? contentsOf(bytes, admission.module, options.schedule) : undefined,
  }
}

function contentsOf(
  bytes: Uint8Array,
  module: WasmModule,
  schedule: GasScheduleName,
): ModuleContents {
  const metered = encodeModule(
    meter(module, { schedule: gasSchedules[schedule], strategy: 'fast' }),
  ).length
  return {
    sections: moduleSections(bytes),
    imports: module.imports.map((entry) => ({
      name: `${entry.module}.${entry.name}`,
      type:
        entry.description.kind === 'func'
          ? typeText(module.types[entry.description.typeIndex])
          : entry.description.kind,
    })),
    exports: module.exports.map(({ name, kind }) => ({ name, kind })),
    functions: module.functions.length,
    memoryPages: module.memories[0]?.min ?? 0,
    metered: { schedule, bytes: metered, growth: metered / bytes.length },
    stack: stackHeights(module),
  }
}

const typeNames = new Map<ValueType, string>(
  Object.entries(valueType).map(([name, type]) => [type, name]),
)

/** `(i64, i32) -> i32`, as the specification's text writes function types in words. */
function typeText(type: FuncType | undefined): string {
  const names = (types: readonly ValueType[] = []): string =>
    types.map((value) => typeNames.get(value)).join(', ')
  return `(${names(type?.params)}) -> (${names(type?.results)})`
}
