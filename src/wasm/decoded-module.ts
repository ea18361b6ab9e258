import type { InstructionTable } from './instruction-table.ts'
import type { WasmModule } from './module.ts'

/** Byte offsets of what a module declares, in the index order of each list: where errors point to. */
export interface ModuleOffsets {
  readonly types: readonly number[]
  readonly imports: readonly number[]
  /** The type indices of the function section; bodies carry their own offset. */
  readonly functions: readonly number[]
  readonly tables: readonly number[]
  readonly memories: readonly number[]
  readonly globals: readonly number[]
  readonly exports: readonly number[]
  readonly start: number
  readonly elements: readonly number[]
  readonly data: readonly number[]
}

/** A module that came from bytes. */
export interface DecodedModule extends WasmModule {
  /** Bytes that the module was decoded from; bodies and expressions are views into them. */
  readonly source: Uint8Array
  readonly offsets: ModuleOffsets
}

/** A function body and its place. */
export interface DecodedBody {
  /** Among the functions that the module defines. */
  readonly index: number
  readonly table: InstructionTable
  /** Offset of the body in the module. */
  readonly offset: number
}
