import type { InstructionTable } from './instruction-table.ts'
import { LocalTypes } from './local-types.ts'
import { type FuncType, type LocalRun, valueType } from './module.ts'
import { opcode } from './opcode.ts'
import { type OperandStack, UNKNOWN_TYPE } from './operand-stack.ts'
import type { ValidationContext } from './validation-context.ts'

const DROP = opcode.drop
const SELECT = opcode.select
const SELECT_T = opcode['select t']
const LOCAL_GET = opcode['local.get']
const LOCAL_SET = opcode['local.set']
const LOCAL_TEE = opcode['local.tee']
const GLOBAL_GET = opcode['global.get']
const GLOBAL_SET = opcode['global.set']
const TABLE_GET = opcode['table.get']
const TABLE_SET = opcode['table.set']
const TABLE_GROW = opcode['table.grow']
const TABLE_FILL = opcode['table.fill']
const REF_NULL = opcode['ref.null']
const REF_IS_NULL = opcode['ref.is_null']

const { i32, funcref, externref } = valueType

function isReference(type: number): boolean {
  return type === funcref || type === externref
}

/** The instructions whose types depend on a local, a global, a table or their operands, outside of control. */
export class ValueValidator {
  private readonly context: ValidationContext
  private readonly table: InstructionTable
  private readonly operands: OperandStack
  private readonly locals = new LocalTypes()

  constructor(context: ValidationContext, operands: OperandStack) {
    this.context = context
    this.table = context.buffer
    this.operands = operands
  }

  /** Starts a function with these parameters and locals. */
  enter(type: FuncType, runs: readonly LocalRun[]): void {
    this.locals.load(type, runs)
  }

  /** Applies the instruction `code`; indices of globals and tables are valid. */
  apply(code: number, immediate: number, row: number): void {
    const { operands } = this
    const index = immediate >>> 0
    switch (code) {
      case LOCAL_GET:
        operands.push(this.localType(index))
        return
      case LOCAL_SET:
        operands.pop(this.localType(index))
        return
      case LOCAL_TEE:
        operands.pop(this.localType(index))
        operands.push(this.localType(index))
        return
      case GLOBAL_GET:
        operands.push(this.context.globals[index]?.type ?? UNKNOWN_TYPE)
        return
      case GLOBAL_SET:
        this.setGlobal(index)
        return
      case DROP:
        operands.popAny()
        return
      case SELECT:
        this.select()
        return
      case SELECT_T:
        this.selectTyped(index, this.table.immediate2[row] as number)
        return
      default:
        this.applyReference(code, index)
    }
  }

  private applyReference(code: number, index: number): void {
    const { operands } = this
    const element = this.context.tables[index]?.element ?? UNKNOWN_TYPE
    switch (code) {
      case TABLE_GET:
        operands.pop(i32)
        operands.push(element)
        return
      case TABLE_SET:
        operands.pop(element)
        operands.pop(i32)
        return
      case TABLE_GROW:
        operands.pop(i32)
        operands.pop(element)
        operands.push(i32)
        return
      case TABLE_FILL:
        operands.pop(i32)
        operands.pop(element)
        operands.pop(i32)
        return
      case REF_NULL:
        operands.push(index)
        return
      case REF_IS_NULL:
        this.isNull()
    }
  }

  private localType(index: number): number {
    return this.locals.typeAt(index) || this.operands.fail(`unknown local ${index}`)
  }

  private setGlobal(index: number): void {
    const global = this.context.globals[index]
    if (global === undefined) return
    if (!global.mutable) this.operands.fail(`global ${index} is immutable`)
    this.operands.pop(global.type)
  }

  /** Without a type `select` takes two equal numbers or vectors, never references. */
  private select(): void {
    const { operands } = this
    operands.pop(i32)
    const first = operands.popAny()
    const second = operands.popAny()
    if (isReference(first) || isReference(second)) {
      operands.fail('type mismatch: select of references needs its type')
    }
    if (first !== second && first !== UNKNOWN_TYPE && second !== UNKNOWN_TYPE) {
      operands.fail('type mismatch: the operands of select differ')
    }
    operands.push(first === UNKNOWN_TYPE ? second : first)
  }

  private selectTyped(count: number, type: number): void {
    const { operands } = this
    if (count !== 1) operands.fail('invalid result arity')
    operands.pop(i32)
    operands.pop(type)
    operands.pop(type)
    operands.push(type)
  }

  private isNull(): void {
    const type = this.operands.popAny()
    if (type !== UNKNOWN_TYPE && !isReference(type)) {
      this.operands.fail('type mismatch: ref.is_null takes a reference')
    }
    this.operands.push(i32)
  }
}
