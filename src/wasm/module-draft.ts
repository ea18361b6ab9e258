import type { DecodedModule, ModuleOffsets } from './decoded-module.ts'
import { InstructionBuffer } from './instruction-buffer.ts'

type Mutable<T> = {
  -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key]
}

/** A module while its sections arrive. */
export interface ModuleDraft {
  readonly module: Mutable<Omit<DecodedModule, 'offsets' | 'hasDataCount'>>
  readonly offsets: Mutable<ModuleOffsets>
  /** Content of the function section, until the code section comes. */
  functionTypes: number[]
  dataCount: number | undefined
  /** Scratch for constant expressions. */
  readonly buffer: InstructionBuffer
}

/** The draft of a module without sections. */
export function emptyDraft(source: Uint8Array): ModuleDraft {
  return {
    module: {
      source,
      types: [],
      imports: [],
      functions: [],
      tables: [],
      memories: [],
      globals: [],
      exports: [],
      start: undefined,
      elements: [],
      data: [],
      customs: [],
    },
    offsets: {
      types: [],
      imports: [],
      functions: [],
      tables: [],
      memories: [],
      globals: [],
      exports: [],
      start: 0,
      elements: [],
      data: [],
    },
    functionTypes: [],
    dataCount: undefined,
    buffer: new InstructionBuffer(),
  }
}
