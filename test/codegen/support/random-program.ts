import type { BlockBuilder } from '../../../src/codegen/ir/block-builder.ts'
import { IrFunctionBuilder } from '../../../src/codegen/ir/function-builder.ts'
import type { Value } from '../../../src/codegen/ir/instruction.ts'
import { FIRST_PURE, op, operationNames, operations } from '../../../src/codegen/ir/operation.ts'
import type { IrFunction, Program } from '../../../src/codegen/ir/program.ts'
import type { Words } from '../../../src/codegen/ir/words.ts'
import { edges } from './random-words.ts'
import { charge, input, output, smallInput, stop } from './test-environment.ts'

/** Inputs that random programs read. */
export const INPUTS = 4

const pure = operationNames.slice(FIRST_PURE)

/** The digits of a number below 2^256. */
export function wordsOfBigInt(value: bigint): Words {
  return Uint32Array.from({ length: 8 }, (_, digit) =>
    Number((value >> BigInt(32 * digit)) & 0xffff_ffffn),
  )
}

/** Numbers that choices are made of; 0 where they end, so that shorter tapes are simpler programs. */
class Tape {
  readonly #numbers: readonly number[]
  #at = 0

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers
  }

  below(limit: number): number {
    return (this.#numbers[this.#at++] ?? 0) % limit
  }
}

interface Shape {
  readonly params: number
  readonly results: number
}

/** A program that the numbers describe: functions that call each other, loops of any kind, words of all widths. */
export function randomProgram(numbers: readonly number[]): Program {
  const tape = new Tape(numbers)
  const shapes: readonly Shape[] = [
    { params: 0, results: 0 },
    ...Array.from({ length: tape.below(3) }, () => ({
      params: tape.below(4),
      results: tape.below(3),
    })),
  ]
  const functions = shapes.map((shape, index) =>
    new RandomFunction(tape, shapes, index).build(shape),
  )
  return { functions, main: 0, table: [] }
}

class RandomFunction {
  readonly #tape: Tape
  readonly #shapes: readonly Shape[]
  readonly #index: number

  constructor(tape: Tape, shapes: readonly Shape[], index: number) {
    this.#tape = tape
    this.#shapes = shapes
    this.#index = index
  }

  build({ params, results }: Shape): IrFunction {
    const tape = this.#tape
    const builder = new IrFunctionBuilder(`f${this.#index}`, params, results)
    const variables = params + 1 + tape.below(4)
    while (builder.variable() < variables - 1);
    const blocks = Array.from({ length: 1 + tape.below(8) }, () => builder.block())
    for (const block of blocks) {
      block.effect(charge, [], [3])
      const values = this.#body(block, variables)
      this.#exit(block, blocks.length, results, values)
    }
    return builder.build()
  }

  #body(block: BlockBuilder, variables: number): readonly Value[] {
    const tape = this.#tape
    const values: Value[] = [block.number(1)]
    const pick = (): Value => values[values.length - 1 - tape.below(values.length)] as Value
    for (let count = tape.below(8); count > 0; count--)
      values.push(...this.#value(block, variables, pick))
    for (let count = tape.below(3); count > 0; count--) block.assign(tape.below(variables), pick())
    if (tape.below(2) === 1) block.effect(output, [pick()])
    return values
  }

  #value(block: BlockBuilder, variables: number, pick: () => Value): readonly Value[] {
    const tape = this.#tape
    switch (tape.below(9)) {
      case 0:
        return [block.get(tape.below(variables))]
      case 1:
        return [block.constant(wordsOfBigInt(edges[tape.below(edges.length)] as bigint))]
      case 2:
        return [block.number(tape.below(300))]
      case 3:
        return [block.effect(tape.below(2) === 0 ? input : smallInput, [], [tape.below(INPUTS)])]
      case 4:
        return this.#call(block, pick)
      default:
        return [this.#operation(block, pick)]
    }
  }

  /** Charges behind the call, as every caller has to: the run may be over. */
  #call(block: BlockBuilder, pick: () => Value): readonly Value[] {
    const callee = this.#tape.below(this.#shapes.length)
    const shape = this.#shapes[callee] as Shape
    const values = block.call(callee, Array.from({ length: shape.params }, pick), shape.results)
    block.effect(charge, [], [1])
    return values
  }

  #operation(block: BlockBuilder, pick: () => Value): Value {
    const name = pure[this.#tape.below(pure.length)] ?? 'add'
    const { arity } = operations[name]
    if (arity === 1) return block.unary(op[name], pick())
    if (arity === 2) return block.binary(op[name], pick(), pick())
    return block.ternary(op[name], pick(), pick(), pick())
  }

  #exit(block: BlockBuilder, blocks: number, results: number, values: readonly Value[]): void {
    const tape = this.#tape
    const pick = (): Value => values[tape.below(values.length)] as Value
    switch (tape.below(8)) {
      case 0:
        block.return(Array.from({ length: results }, pick))
        return
      case 1:
        block.halt(stop)
        return
      case 2:
      case 3:
        block.jump(tape.below(blocks))
        return
      default:
        block.branch(pick(), tape.below(blocks), tape.below(blocks))
    }
  }
}
