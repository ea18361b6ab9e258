import { ControlStack } from './control-stack.ts'
import { blockType, type InstructionTable } from './instruction-table.ts'
import { type FuncType, valueType } from './module.ts'
import { opcode } from './opcode.ts'
import type { OperandStack } from './operand-stack.ts'
import type { ValidationContext } from './validation-context.ts'

const UNREACHABLE = opcode.unreachable
const BLOCK = opcode.block
const LOOP = opcode.loop
const IF = opcode.if
const ELSE = opcode.else
const END = opcode.end
const BR = opcode.br
const BR_IF = opcode.br_if
const BR_TABLE = opcode.br_table
const RETURN = opcode.return
const CALL = opcode.call
const CALL_INDIRECT = opcode.call_indirect

const EMPTY: readonly number[] = []
/** `[t]` for every value type, by its binary code: the results of a block with a value type. */
const single: readonly (readonly number[])[] = Array.from({ length: 0x80 }, (_, type) => [type])

/**
 * The control instructions of the validation algorithm: frames, branches and calls.
 *
 * @see https://webassembly.github.io/spec/core/valid/instructions.html#control-instructions
 */
export class ControlValidator {
  private readonly context: ValidationContext
  private readonly table: InstructionTable
  private readonly operands: OperandStack
  private readonly frames = new ControlStack()
  private results: readonly number[] = EMPTY

  constructor(context: ValidationContext, operands: OperandStack) {
    this.context = context
    this.table = context.buffer
    this.operands = operands
  }

  /** Starts a function of type `type`. */
  enter(type: FuncType): void {
    this.results = type.results
    this.frames.depth = 0
    this.operands.height = 0
    this.operands.unreachable = false
    this.push(-1, EMPTY)
  }

  /** Applies the control instruction `code` at `row`; its immediates are valid indices. */
  apply(code: number, row: number): void {
    const { operands, table } = this
    const immediate = (table.immediate[row] as number) >>> 0
    switch (code) {
      case BLOCK:
      case LOOP:
        this.open(row)
        return
      case IF:
        operands.pop(valueType.i32)
        this.open(row)
        return
      case ELSE:
        this.startElse()
        return
      case END:
        this.close()
        return
      case BR:
        operands.popAll(this.labelTypes(immediate))
        operands.setUnreachable()
        return
      case BR_IF: {
        operands.pop(valueType.i32)
        const types = this.labelTypes(immediate)
        operands.popAll(types)
        operands.pushAll(types)
        return
      }
      case BR_TABLE:
        this.branchTable(immediate, table.immediate2[row] as number)
        return
      default:
        this.applyCall(code, immediate)
    }
  }

  private applyCall(code: number, immediate: number): void {
    const { operands, context } = this
    switch (code) {
      case UNREACHABLE:
        operands.setUnreachable()
        return
      case RETURN:
        operands.popAll(this.results)
        operands.setUnreachable()
        return
      case CALL:
        this.call(context.module.types[context.functions[immediate] ?? 0])
        return
      case CALL_INDIRECT:
        operands.pop(valueType.i32)
        this.call(context.module.types[immediate])
    }
  }

  private call(type: FuncType | undefined): void {
    if (type === undefined) this.operands.fail('unknown type')
    this.operands.popAll(type.params)
    this.operands.pushAll(type.results)
  }

  private open(row: number): void {
    const params = this.paramsOf(row)
    this.operands.popAll(params)
    this.push(row, params)
  }

  private push(row: number, params: readonly number[]): void {
    const { frames, operands } = this
    if (frames.depth > 0) frames.unreachable[frames.depth - 1] = operands.unreachable ? 1 : 0
    frames.push(row, operands.height)
    operands.base = operands.height
    operands.unreachable = false
    operands.pushAll(params)
  }

  private startElse(): void {
    const { frames, operands } = this
    const row = frames.row[frames.depth - 1] as number
    operands.popAll(this.resultsOf(row))
    operands.checkEmpty()
    operands.unreachable = false
    operands.pushAll(this.paramsOf(row))
  }

  private close(): void {
    const { frames, operands, table } = this
    const row = frames.row[frames.depth - 1] as number
    const results = this.resultsOf(row)
    if (row >= 0 && table.opcode[row] === IF && table.elseRow[row] === -1) {
      this.checkMissingElse(this.paramsOf(row), results)
    }
    operands.popAll(results)
    operands.checkEmpty()
    frames.depth--
    if (frames.depth > 0) {
      operands.base = frames.base[frames.depth - 1] as number
      operands.unreachable = frames.unreachable[frames.depth - 1] === 1
      operands.pushAll(results)
    }
  }

  /** An absent `else` passes the parameters on as results. */
  private checkMissingElse(params: readonly number[], results: readonly number[]): void {
    const isSame =
      params.length === results.length && params.every((type, index) => type === results[index])
    if (!isSame) this.operands.fail('type mismatch: the `if` needs an `else` for its results')
  }

  private branchTable(first: number, count: number): void {
    const { operands, table } = this
    operands.pop(valueType.i32)
    const defaultTypes = this.labelTypes(table.labels[first + count - 1] as number)
    let checked: readonly number[] | undefined
    for (let index = first; index < first + count; index++) {
      const types = this.labelTypes(table.labels[index] as number)
      // Most neighbours share one list: a long table costs one comparison for each target.
      if (types === checked) continue
      if (types.length !== defaultTypes.length) {
        operands.fail('type mismatch: the targets of br_table differ in their number of values')
      }
      operands.check(types)
      checked = types
    }
    operands.popAll(defaultTypes)
    operands.setUnreachable()
  }

  /** What a branch to the label carries. */
  private labelTypes(depth: number): readonly number[] {
    const { frames } = this
    if (depth >= frames.depth) return this.operands.fail(`unknown label ${depth}`)
    const row = frames.row[frames.depth - 1 - depth] as number
    if (row >= 0 && this.table.opcode[row] === LOOP) return this.paramsOf(row)
    return this.resultsOf(row)
  }

  private paramsOf(row: number): readonly number[] {
    const type = row < 0 ? blockType.empty : (this.table.immediate[row] as number)
    return type < 0 ? EMPTY : this.funcType(type).params
  }

  private resultsOf(row: number): readonly number[] {
    if (row < 0) return this.results
    const type = this.table.immediate[row] as number
    if (type >= 0) return this.funcType(type).results
    return type === blockType.empty ? EMPTY : (single[type + 0x80] ?? EMPTY)
  }

  private funcType(index: number): FuncType {
    return this.context.module.types[index] ?? this.operands.fail(`unknown type ${index}`)
  }
}
