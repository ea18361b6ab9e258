import type { Limits, WasmModule } from '../wasm/module.ts'

/** How far memory and tables may grow, in pages and elements. */
export interface GrowthBounds {
  readonly memoryPages: number
  readonly tableElements: number
}

/**
 * The module with maxima on its memory and tables: beyond them `memory.grow` and `table.grow` return -1. Without, the
 * memory of this machine would decide when.
 */
export function boundGrowth(module: WasmModule, bounds: GrowthBounds): WasmModule {
  return {
    ...module,
    memories: module.memories.map((limits) => bounded(limits, bounds.memoryPages)),
    tables: module.tables.map(({ element, limits }) => {
      return { element, limits: bounded(limits, bounds.tableElements) }
    }),
  }
}

function bounded({ min, max }: Limits, bound: number): Limits {
  return { min, max: Math.max(min, Math.min(max ?? bound, bound)) }
}
