import { type ImmediateKind, immediateKind } from './instruction-row.ts'
import { MalformedModuleError } from './malformed-module-error.ts'
import { valueType } from './module.ts'
import { instructions, OPCODE_LIMIT, opcode } from './opcode.ts'
import { alignmentLimits, immediateKinds, laneCounts } from './opcode-tables.ts'
import type { OperandStack } from './operand-stack.ts'
import type { ValidationContext } from './validation-context.ts'

const REF_FUNC = opcode['ref.func']
const SHUFFLE_LANES = 32

/** Kinds without an index or lane, and those that are checked where their types are looked up. */
const unchecked: ReadonlySet<ImmediateKind> = new Set([
  ...(['none', 'label', 'labels', 'local', 'types', 'refType'] as const),
  ...(['i32', 'i64', 'f32', 'f64', 'v128'] as const),
])

/** Whether `validateImmediates` has something to check, by code: 1 when it has. */
export const checkedImmediates = new Uint8Array(OPCODE_LIMIT)
for (const { code, immediate } of Object.values(instructions)) {
  checkedImmediates[code] = unchecked.has(immediate) ? 0 : 1
}

/**
 * Checks that the immediates of the instruction at `row` name what the module has. Labels and locals are checked where
 * their types are looked up.
 *
 * @throws InvalidModuleError
 * @throws MalformedModuleError for data indices in a module without a data count section
 */
export function validateImmediates(
  context: ValidationContext,
  row: number,
  operands: OperandStack,
): void {
  const code = context.buffer.opcode[row] as number
  const kind = immediateKinds[code] as number
  const first = (context.buffer.immediate[row] as number) >>> 0
  const second = (context.buffer.immediate2[row] as number) >>> 0
  switch (kind) {
    case immediateKind.memoryAccess:
      if (context.memories.length === 0) operands.fail('unknown memory 0')
      checkAlignment(code, first, operands)
      return
    case immediateKind.blockType:
      if (first < 0x8000_0000) checkIndex(first, context.module.types.length, 'type', operands)
      return
    case immediateKind.function:
      checkIndex(first, context.functions.length, 'function', operands)
      if (code === REF_FUNC && context.declared[first] !== 1) {
        operands.fail(`undeclared function reference ${first}`)
      }
      return
    case immediateKind.global:
      checkIndex(first, context.globals.length, 'global', operands)
      return
    case immediateKind.typeAndTable:
      checkIndex(first, context.module.types.length, 'type', operands)
      checkIndex(second, context.tables.length, 'table', operands)
      if (context.tables[second]?.element !== valueType.funcref) {
        operands.fail(`type mismatch: call_indirect needs a table of funcref`)
      }
      return
    default:
      validateSegmentsAndLanes(context, row, operands)
  }
}

function validateSegmentsAndLanes(
  context: ValidationContext,
  row: number,
  operands: OperandStack,
): void {
  const { buffer, module, tables, memories } = context
  const code = buffer.opcode[row] as number
  const first = (buffer.immediate[row] as number) >>> 0
  const second = (buffer.immediate2[row] as number) >>> 0
  switch (immediateKinds[code]) {
    case immediateKind.table:
      checkIndex(first, tables.length, 'table', operands)
      return
    case immediateKind.tables:
      checkIndex(first, tables.length, 'table', operands)
      checkIndex(second, tables.length, 'table', operands)
      checkSameType(tables[first]?.element, tables[second]?.element, operands)
      return
    case immediateKind.elementAndTable:
      checkIndex(first, module.elements.length, 'element segment', operands)
      checkIndex(second, tables.length, 'table', operands)
      checkSameType(module.elements[first]?.type, tables[second]?.element, operands)
      return
    case immediateKind.element:
      checkIndex(first, module.elements.length, 'element segment', operands)
      return
    case immediateKind.dataAndMemory:
      if (memories.length === 0) operands.fail('unknown memory 0')
      checkData(context, first, operands)
      return
    case immediateKind.data:
      checkData(context, first, operands)
      return
    case immediateKind.memory:
    case immediateKind.memories:
      if (memories.length === 0) operands.fail('unknown memory 0')
      return
    default:
      validateLanes(context, row, operands)
  }
}

function validateLanes(
  { buffer, memories }: ValidationContext,
  row: number,
  operands: OperandStack,
): void {
  const code = buffer.opcode[row] as number
  const first = (buffer.immediate[row] as number) >>> 0
  const end = buffer.offset[row + 1] as number
  switch (immediateKinds[code]) {
    case immediateKind.lane:
      checkLane(first, laneCounts[code] as number, operands)
      return
    case immediateKind.memoryLane:
      if (memories.length === 0) operands.fail('unknown memory 0')
      checkAlignment(code, first, operands)
      checkLane(buffer.body[end - 1] as number, laneCounts[code] as number, operands)
      return
    case immediateKind.lanes:
      for (let at = end - 16; at < end; at++) {
        checkLane(buffer.body[at] as number, SHUFFLE_LANES, operands)
      }
  }
}

function checkIndex(index: number, count: number, what: string, operands: OperandStack): void {
  if (index >= count) operands.fail(`unknown ${what} ${index}`)
}

function checkAlignment(code: number, exponent: number, operands: OperandStack): void {
  if (exponent > (alignmentLimits[code] as number)) {
    operands.fail('alignment must not be larger than natural')
  }
}

function checkLane(lane: number, count: number, operands: OperandStack): void {
  if (lane >= count) operands.fail(`invalid lane index ${lane}`)
}

function checkData(context: ValidationContext, index: number, operands: OperandStack): void {
  if (!context.module.hasDataCount) {
    throw new MalformedModuleError(operands.offset, 'data count section required')
  }
  checkIndex(index, context.module.data.length, 'data segment', operands)
}

function checkSameType(
  source: number | undefined,
  target: number | undefined,
  operands: OperandStack,
): void {
  if (source !== target) operands.fail('type mismatch: the reference types differ')
}
