import { valueType } from '../../wasm/module.ts'
import { bindFunction } from './bind-function.ts'
import type { GuestHost } from './guest-host.ts'
import { SHIM_MEMORY, SHIM_SOURCE } from './import-shim.ts'
import type { FunctionImport } from './runtime-code.ts'

/** Whether an i64 would cross, so that the function stands behind the shim. */
export function isWide({ type }: FunctionImport): boolean {
  return [...type.params, ...type.results].includes(valueType.i64)
}

/** The functions that a runtime imports: those of JavaScript, or those of the shim in front of them. */
export function linkFunctions(
  functions: readonly FunctionImport[],
  shim: WebAssembly.Module,
  upper: WebAssembly.Memory,
  host: GuestHost,
): WebAssembly.Imports {
  const wide = functions.filter(isWide)
  const inner = Object.fromEntries(wide.map((item, index) => [index, bindFunction(host, item)]))
  const behind = { ...inner, [SHIM_MEMORY]: upper }
  const outer = new WebAssembly.Instance(shim, { [SHIM_SOURCE]: behind }).exports
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {}
  for (const item of functions) {
    imports[item.module] ??= {}
    const names = imports[item.module] as Record<string, WebAssembly.ImportValue>
    const index = wide.indexOf(item)
    names[item.name] =
      index < 0 ? bindFunction(host, item) : (outer[index] as WebAssembly.ImportValue)
  }
  return imports
}
