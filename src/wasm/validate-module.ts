import type { DecodedBody, DecodedModule, ModuleOffsets } from './decoded-module.ts'
import { InvalidModuleError } from './invalid-module-error.ts'
import {
  type ElementSegment,
  type Export,
  type ImportDescription,
  type Limits,
  type SegmentMode,
  valueType,
  type WasmModule,
} from './module.ts'
import { validateConstantExpression } from './validate-constant-expression.ts'
import { FunctionValidator } from './validate-function.ts'
import { type ValidationContext, validationContext } from './validation-context.ts'
import { valueTypeName } from './value-type-name.ts'

const MAX_MEMORY_PAGES = 65_536

/**
 * Validates a whole module: core/valid of WebAssembly 2.0, every body in one pass.
 *
 * What passes here and keeps the limits of `unrestrictedProfile` is accepted by V8.
 *
 * @param onBody is given every body after it was found valid; its table is overwritten by the next.
 * @throws InvalidModuleError, or MalformedModuleError for bodies: they are decoded here
 * @see https://webassembly.github.io/spec/core/valid/modules.html
 */
export function validateModule(
  module: WasmModule | DecodedModule,
  onBody: (body: DecodedBody) => void = ignore,
): void {
  const offsets = 'offsets' in module ? module.offsets : undefined
  const context = validationContext(module)
  new ModuleValidator(module, offsets, context).validate()
  const validator = new FunctionValidator(context)
  for (const [index, func] of module.functions.entries()) {
    validator.validate(func)
    onBody({ index, table: context.buffer, offset: func.bodyOffset })
  }
}

function ignore(): void {}

/** Everything outside of bodies. */
class ModuleValidator {
  private readonly module: WasmModule
  private readonly offsets: ModuleOffsets | undefined
  private readonly context: ValidationContext

  constructor(module: WasmModule, offsets: ModuleOffsets | undefined, context: ValidationContext) {
    this.module = module
    this.offsets = offsets
    this.context = context
  }

  validate(): void {
    const { module, context } = this
    for (const [index, { description }] of module.imports.entries()) {
      this.validateImport(description, this.place('imports', index))
    }
    for (const [index, { typeIndex }] of module.functions.entries()) {
      this.validateTypeIndex(typeIndex, this.place('functions', index))
    }
    for (const [index, { limits }] of module.tables.entries()) {
      validateLimits(limits, this.place('tables', index))
    }
    for (const [index, limits] of module.memories.entries()) {
      validateMemory(limits, this.place('memories', index))
    }
    if (context.memories.length > 1) fail(this.place('memories', 0), 'multiple memories')
    for (const [index, { type, init }] of module.globals.entries()) {
      validateConstantExpression(context, init, type.type, this.place('globals', index))
    }
    this.validateExports()
    this.validateStart()
    for (const [index, segment] of module.elements.entries()) {
      this.validateElement(segment, this.place('elements', index))
    }
    for (const [index, { mode }] of module.data.entries()) {
      this.validateData(mode, this.place('data', index))
    }
  }

  /** Offset in the bytes; 0 for a module that was not decoded. */
  private place(list: Exclude<keyof ModuleOffsets, 'start'>, index: number): number {
    return this.offsets?.[list][index] ?? 0
  }

  private validateTypeIndex(typeIndex: number, offset: number): void {
    if (typeIndex >= this.module.types.length) fail(offset, `unknown type ${typeIndex}`)
  }

  private validateImport(description: ImportDescription, offset: number): void {
    if (description.kind === 'func') this.validateTypeIndex(description.typeIndex, offset)
    if (description.kind === 'table') validateLimits(description.type.limits, offset)
    if (description.kind === 'memory') validateMemory(description.limits, offset)
  }

  private validateExports(): void {
    const { functions, tables, memories, globals } = this.context
    const counts: Readonly<Record<Export['kind'], number>> = {
      func: functions.length,
      table: tables.length,
      memory: memories.length,
      global: globals.length,
    }
    const names = new Set<string>()
    for (const [position, { name, kind, index }] of this.module.exports.entries()) {
      const offset = this.place('exports', position)
      if (index >= counts[kind]) {
        fail(offset, `unknown ${kind === 'func' ? 'function' : kind} ${index}`)
      }
      if (names.has(name)) fail(offset, `duplicate export name ${JSON.stringify(name)}`)
      names.add(name)
    }
  }

  private validateStart(): void {
    const { start, types } = this.module
    if (start === undefined) return
    const offset = this.offsets?.start ?? 0
    const typeIndex = this.context.functions[start]
    if (typeIndex === undefined) fail(offset, `unknown function ${start}`)
    const type = types[typeIndex]
    if (type === undefined || type.params.length > 0 || type.results.length > 0) {
      fail(offset, 'the start function has parameters or results')
    }
  }

  private validateElement({ type, mode, items }: ElementSegment, offset: number): void {
    if (items.kind === 'functions') {
      const unknown = items.indices.find((index) => index >= this.context.functions.length)
      if (unknown !== undefined) fail(offset, `unknown function ${unknown}`)
    } else {
      for (const expression of items.expressions) {
        validateConstantExpression(this.context, expression, type, offset)
      }
    }
    if (mode.kind !== 'active') return
    const table = this.context.tables[mode.index]
    if (table === undefined) fail(offset, `unknown table ${mode.index}`)
    if (table.element !== type) {
      const names = `${valueTypeName(table.element)}, found ${valueTypeName(type)}`
      fail(offset, `type mismatch: expected ${names}`)
    }
    validateConstantExpression(this.context, mode.offset, valueType.i32, offset)
  }

  private validateData(mode: SegmentMode, offset: number): void {
    if (mode.kind !== 'active') return
    if (mode.index >= this.context.memories.length) fail(offset, `unknown memory ${mode.index}`)
    validateConstantExpression(this.context, mode.offset, valueType.i32, offset)
  }
}

function validateLimits({ min, max }: Limits, offset: number): void {
  if (max !== undefined && min > max) {
    fail(offset, 'size minimum must not be greater than maximum')
  }
}

function validateMemory(limits: Limits, offset: number): void {
  if (Math.max(limits.min, limits.max ?? 0) > MAX_MEMORY_PAGES) {
    fail(offset, 'memory size must be at most 65536 pages (4 GiB)')
  }
  validateLimits(limits, offset)
}

function fail(offset: number, reason: string): never {
  throw new InvalidModuleError(offset, reason)
}
