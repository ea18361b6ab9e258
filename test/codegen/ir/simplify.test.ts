import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BlockBuilder } from '../../../src/codegen/ir/block-builder.ts'
import { IrFunctionBuilder } from '../../../src/codegen/ir/function-builder.ts'
import type { Value } from '../../../src/codegen/ir/instruction.ts'
import {
  FIRST_PURE,
  type OperationName,
  op,
  operationNames,
  operations,
} from '../../../src/codegen/ir/operation.ts'
import { numberOf } from '../support/interpret-program.ts'
import { INPUTS, wordsOfBigInt } from '../support/random-program.ts'
import { edges, randomWord } from '../support/random-words.ts'
import { input, interpret, output } from '../support/test-environment.ts'
import { wordModel } from '../support/word-model.ts'

const pure = operationNames.slice(FIRST_PURE)

/** A value as the builder made it, and the number that it has to be. */
interface Term {
  readonly value: Value
  readonly number: bigint
}

function apply(block: BlockBuilder, name: OperationName, [a, b, c]: readonly Value[]): Value {
  if (a === undefined) throw new Error('no operand')
  const { arity } = operations[name]
  if (arity === 1 || b === undefined) return block.unary(op[name], a)
  return arity === 2 || c === undefined
    ? block.binary(op[name], a, b)
    : block.ternary(op[name], a, b, c)
}

/** Choices: an operation, and which of the terms so far are its operands. */
const steps = fc.array(fc.tuple(fc.constantFrom(...pure), fc.nat(30), fc.nat(30), fc.nat(30)), {
  maxLength: 12,
  size: 'max',
})
const constants = fc.array(fc.oneof(randomWord, fc.constantFrom(...edges), fc.bigInt(0n, 260n)), {
  minLength: 3,
  maxLength: 6,
})
const inputs = fc.array(randomWord, { minLength: INPUTS, maxLength: INPUTS })

describe('simplify', () => {
  it('gives values that are what the operations say', () => {
    fc.assert(
      fc.property(steps, constants, inputs, (choices, numbers, words) => {
        const builder = new IrFunctionBuilder('f', 0, 0)
        const block = builder.block()
        const terms: Term[] = [
          ...words.map((number, at) => ({ value: block.effect(input, [], [at]), number })),
          ...numbers.map((number) => ({ value: block.constant(wordsOfBigInt(number)), number })),
        ]
        for (const [name, ...places] of choices) {
          // From the end, so that operations on results of operations are frequent.
          const args = places.map(
            (place) => terms[terms.length - 1 - (place % terms.length)] as Term,
          )
          const value = apply(
            block,
            name,
            args.map((arg) => arg.value),
          )
          terms.push({
            value,
            number: wordModel(
              name,
              args.map((arg) => arg.number),
            ),
          })
        }
        for (const { value } of terms) block.effect(output, [value])
        block.return([])
        const program = { functions: [builder.build()], main: 0, table: [] }
        expect(interpret(program, words, 0n).log).toEqual(terms.map(({ number }) => number))
      }),
      { numRuns: 4000 },
    )
  })

  it('computes what is known', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pure), randomWord, randomWord, (name, a, b) => {
        if (operations[name].arity === 3) return
        const block = new IrFunctionBuilder('f', 0, 0).block()
        const value = apply(
          block,
          name,
          [a, b].map((word) => block.constant(wordsOfBigInt(word))),
        )
        expect(value.words, `${name} ${a} ${b}`).toBeDefined()
        expect(value.words && numberOf(value.words)).toBe(wordModel(name, [a, b]))
      }),
      { numRuns: 3000 },
    )
  })

  // biome-ignore format: table
  it.each<readonly [string, (block: BlockBuilder, x: Value, y: Value) => readonly [Value, Value]]>([
    ['multiplication by 2^k shifts',          (b, x) => [b.binary(op.mul, x, b.number(8)), b.binary(op.shl, b.number(3), x)]],
    ['division by 2^k shifts',                (b, x) => [b.binary(op.div, x, b.number(256)), b.binary(op.shr, b.number(8), x)]],
    ['modulo 2^k masks',                      (b, x) => [b.binary(op.mod, x, b.number(32)), b.binary(op.and, x, b.number(31))]],
    ['2^x shifts',                            (b, x) => [b.binary(op.exp, b.number(2), x), b.binary(op.shl, x, b.number(1))]],
    ['sums with constants are one',           (b, x) => [b.binary(op.add, b.binary(op.add, x, b.number(32)), b.number(4)), b.binary(op.add, x, b.number(36))]],
    ['what both sides have goes',             (b, x) => [b.binary(op.sub, b.binary(op.add, x, b.number(32)), x), b.number(32)]],
    ['a difference is 0 where both are equal', (b, x, y) => [b.unary(op.iszero, b.binary(op.sub, x, y)), b.binary(op.eq, x, y)]],
    ['truths are negated twice for nothing',  (b, x, y) => [b.unary(op.iszero, b.unary(op.iszero, b.binary(op.lt, x, y))), b.binary(op.lt, x, y)]],
    ['left and right again masks',            (b, x) => [b.binary(op.shr, b.number(96), b.binary(op.shl, b.number(96), x)), b.binary(op.and, x, b.constant(wordsOfBigInt(2n ** 160n - 1n)))]],
    ['masks are one',                         (b, x) => [b.binary(op.and, b.binary(op.and, x, b.number(0xff)), b.number(0xf0f)), b.binary(op.and, x, b.number(0xf))]],
  ])('%s', (_, build) => {
    const builder = new IrFunctionBuilder('f', 2, 0)
    const block = builder.block()
    const [made, plain] = build(block, block.get(0), block.get(1))
    expect(made).toBe(plain)
  })
})
