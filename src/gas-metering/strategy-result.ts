import type { WasmModule } from '../wasm/module.ts'

/** What a strategy makes of a module; functions keep their indices and new ones come behind. */
export type StrategyResult = Pick<
  WasmModule,
  'functions' | 'globals' | 'exports' | 'start' | 'elements'
>
