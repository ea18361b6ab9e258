import type { WasmModule } from '../wasm/module.ts'
import type { CodeWriter } from './code-writer.ts'
import type { CostTable } from './cost-table.ts'
import type { GasSchedule } from './gas-schedule.ts'
import type { IndexSpace } from './index-space.ts'
import type { MeteredGlobals } from './metered-globals.ts'
import type { SignatureSource } from './signature-source.ts'
import type { TypeTable } from './type-table.ts'

/** What both strategies know about the module that they meter. */
export interface MeteringContext {
  readonly module: WasmModule
  readonly space: IndexSpace
  readonly signatures: SignatureSource
  readonly schedule: GasSchedule
  readonly costs: CostTable
  readonly globals: MeteredGlobals
  /** Grows while functions are metered. */
  readonly types: TypeTable
  /** Used again for each function: its inner code, and the whole body. */
  readonly writers: { readonly inner: CodeWriter; readonly whole: CodeWriter }
}
