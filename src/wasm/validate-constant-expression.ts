import { decodeInstructions } from './decode-instructions.ts'
import type { InstructionTable } from './instruction-table.ts'
import { InvalidModuleError } from './invalid-module-error.ts'
import { type ConstantExpression, type ValueType, valueType } from './module.ts'
import { opcode } from './opcode.ts'
import type { ValidationContext } from './validation-context.ts'
import { resultTypeName, valueTypeName } from './value-type-name.ts'

/** Result types of the constant instructions that have one of their own. */
const constantTypes: ReadonlyMap<number, ValueType> = new Map([
  [opcode['i32.const'], valueType.i32],
  [opcode['i64.const'], valueType.i64],
  [opcode['f32.const'], valueType.f32],
  [opcode['f64.const'], valueType.f64],
  [opcode['v128.const'], valueType.v128],
])

/**
 * Validates an expression that must be constant and leave one value of type `expected`.
 *
 * @param offset where the item that holds the expression begins in the module, for errors.
 * @throws InvalidModuleError
 * @see https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions
 */
export function validateConstantExpression(
  context: ValidationContext,
  expression: ConstantExpression,
  expected: ValueType,
  offset: number,
): void {
  const table = decodeInstructions(expression, 0, context.buffer)
  const found: number[] = []
  for (let row = 0; row < table.length - 1; row++) {
    found.push(constantType(context, table, row, offset))
  }
  if (found.length !== 1 || found[0] !== expected) {
    const types = resultTypeName(found.slice(0, 8))
    fail(offset, `type mismatch: expected [${valueTypeName(expected)}], found ${types}`)
  }
}

function constantType(
  context: ValidationContext,
  table: InstructionTable,
  row: number,
  offset: number,
): number {
  const code = table.opcode[row] as number
  const index = (table.immediate[row] as number) >>> 0
  if (code === opcode['ref.null']) return index
  if (code === opcode['ref.func']) {
    if (index >= context.functions.length) fail(offset, `unknown function ${index}`)
    return valueType.funcref
  }
  if (code === opcode['global.get']) {
    const global = index < context.importedGlobals ? context.globals[index] : undefined
    if (global === undefined) return fail(offset, `unknown global ${index}`)
    if (global.mutable) fail(offset, 'constant expression required: the global is mutable')
    return global.type
  }
  return constantTypes.get(code) ?? fail(offset, 'constant expression required')
}

function fail(offset: number, reason: string): never {
  throw new InvalidModuleError(offset, reason)
}
