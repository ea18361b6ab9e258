import { decodeInstructions } from './decode-instructions.ts'
import { InvalidModuleError } from './invalid-module-error.ts'
import type { Func } from './module.ts'
import { opcode } from './opcode.ts'
import { operandTypes, resultTypes, stackShape, stackShapes } from './opcode-tables.ts'
import { OperandStack } from './operand-stack.ts'
import { ControlValidator } from './validate-control.ts'
import { checkedImmediates, validateImmediates } from './validate-immediates.ts'
import { ValueValidator } from './validate-value.ts'
import type { ValidationContext } from './validation-context.ts'

const LAST_CONTROL = opcode.call_indirect
const FIXED = stackShape.fixed

/**
 * Validates bodies one after the other, each in one pass over its instructions, and keeps its arrays between them.
 *
 * @see https://webassembly.github.io/spec/core/appendix/algorithm.html
 */
export class FunctionValidator {
  private readonly context: ValidationContext
  private readonly operands = new OperandStack()
  private readonly control: ControlValidator
  private readonly values: ValueValidator

  constructor(context: ValidationContext) {
    this.context = context
    this.control = new ControlValidator(context, this.operands)
    this.values = new ValueValidator(context, this.operands)
  }

  /**
   * @throws InvalidModuleError
   * @throws MalformedModuleError when the body does not decode
   */
  validate(func: Func): void {
    const { context, operands, control, values } = this
    const table = decodeInstructions(func.body, func.bodyOffset, context.buffer)
    const type = context.module.types[func.typeIndex]
    if (type === undefined) {
      throw new InvalidModuleError(func.bodyOffset, `unknown type ${func.typeIndex}`)
    }
    values.enter(type, func.locals)
    control.enter(type)
    const { opcode: codes, offset: offsets, immediate: immediates, length } = table
    for (let row = 0; row < length; row++) {
      const code = codes[row] as number
      operands.offset = func.bodyOffset + (offsets[row] as number)
      if (checkedImmediates[code] === 1) validateImmediates(context, row, operands)
      if (stackShapes[code] === FIXED) this.applyFixed(code)
      else if (code <= LAST_CONTROL) control.apply(code, row)
      else values.apply(code, immediates[row] as number, row)
    }
  }

  private applyFixed(code: number): void {
    for (let packed = operandTypes[code] as number; packed !== 0; packed >>>= 8) {
      this.operands.pop(packed & 0xff)
    }
    const result = resultTypes[code] as number
    if (result !== 0) this.operands.push(result)
  }
}
