import { decodeInstructions } from './decode-instructions.ts'
import { InstructionBuffer } from './instruction-buffer.ts'
import type { GlobalType, Limits, TableType, WasmModule } from './module.ts'
import { opcode } from './opcode.ts'

/**
 * The index spaces of a module: imports first, then what it defines (core/valid/conventions#contexts).
 */
export interface ValidationContext {
  readonly module: WasmModule
  /** Type index of every function. */
  readonly functions: readonly number[]
  readonly tables: readonly TableType[]
  readonly memories: readonly Limits[]
  readonly globals: readonly GlobalType[]
  readonly importedFunctions: number
  readonly importedGlobals: number
  /** 1 for functions that occur outside of bodies and the start section: only they may be in a `ref.func`. */
  readonly declared: Uint8Array
  /** Scratch for decoding, one body or expression at a time. */
  readonly buffer: InstructionBuffer
}

/** Collects the index spaces. Nothing is checked yet: indices may point nowhere. */
export function validationContext(module: WasmModule): ValidationContext {
  const functions: number[] = []
  const tables: TableType[] = []
  const memories: Limits[] = []
  const globals: GlobalType[] = []
  for (const { description } of module.imports) {
    if (description.kind === 'func') functions.push(description.typeIndex)
    else if (description.kind === 'table') tables.push(description.type)
    else if (description.kind === 'memory') memories.push(description.limits)
    else globals.push(description.type)
  }
  const importedFunctions = functions.length
  const importedGlobals = globals.length
  for (const { typeIndex } of module.functions) functions.push(typeIndex)
  for (const { type } of module.globals) globals.push(type)
  const buffer = new InstructionBuffer()
  return {
    module,
    functions,
    tables: [...tables, ...module.tables],
    memories: [...memories, ...module.memories],
    globals,
    importedFunctions,
    importedGlobals,
    declared: declaredFunctions(module, functions.length, buffer),
    buffer,
  }
}

function declaredFunctions(
  module: WasmModule,
  count: number,
  buffer: InstructionBuffer,
): Uint8Array {
  const declared = new Uint8Array(count)
  for (const { kind, index } of module.exports) if (kind === 'func') declared[index] = 1
  for (const { init } of module.globals) declareIn(init, declared, buffer)
  for (const { items } of module.elements) {
    if (items.kind === 'functions') for (const index of items.indices) declared[index] = 1
    else for (const expression of items.expressions) declareIn(expression, declared, buffer)
  }
  return declared
}

function declareIn(expression: Uint8Array, declared: Uint8Array, buffer: InstructionBuffer): void {
  const table = decodeInstructions(expression, 0, buffer)
  for (let row = 0; row < table.length; row++) {
    if (table.opcode[row] === opcode['ref.func'])
      declared[(table.immediate[row] as number) >>> 0] = 1
  }
}
