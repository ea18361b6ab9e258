import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateModule } from '../../../../src/codegen/generate-module.ts'
import type { BlockBuilder } from '../../../../src/codegen/ir/block-builder.ts'
import { IrFunctionBuilder } from '../../../../src/codegen/ir/function-builder.ts'
import type { Value } from '../../../../src/codegen/ir/instruction.ts'
import {
  FIRST_PURE,
  type OperationName,
  op,
  operationNames,
  operations,
} from '../../../../src/codegen/ir/operation.ts'
import type { Program } from '../../../../src/codegen/ir/program.ts'
import { wordsOfBigInt } from '../../support/random-program.ts'
import { edges, randomWord } from '../../support/random-words.ts'
import {
  environment,
  input,
  instantiate,
  interpret,
  output,
} from '../../support/test-environment.ts'

const pure = operationNames.slice(FIRST_PURE)
/** Widths at which the code of operations differs. */
const WIDTHS = [1, 8, 32, 61, 64, 65, 128, 130, 192, 255, 256]
const MODULUS = 2n ** 255n - 19n

function narrowed(block: BlockBuilder, value: Value, bits: number): Value {
  return block.binary(op.and, value, block.constant(wordsOfBigInt(2n ** BigInt(bits) - 1n)))
}

function programOf(build: (block: BlockBuilder) => void): Program {
  const builder = new IrFunctionBuilder('f', 0, 0)
  const block = builder.block()
  build(block)
  block.return([])
  return { functions: [builder.build()], main: 0, table: [] }
}

/** One program with the operation on all pairs of widths, and its modulus of several widths. */
function onAllWidths(apply: (block: BlockBuilder, a: Value, b: Value, c: Value) => Value): Program {
  return programOf((block) => {
    const words = [0, 1, 2].map((index) => block.effect(input, [], [index])) as [
      Value,
      Value,
      Value,
    ]
    const byWidth = words.map((word) => WIDTHS.map((bits) => narrowed(block, word, bits)))
    for (const [at, a] of (byWidth[0] ?? []).entries()) {
      for (const [place, b] of (byWidth[1] ?? []).entries()) {
        const c = byWidth[2]?.[(at + place) % WIDTHS.length] as Value
        block.effect(output, [apply(block, a, b, c)])
      }
    }
  })
}

function operation(name: OperationName): (...args: [BlockBuilder, Value, Value, Value]) => Value {
  const { arity } = operations[name]
  if (arity === 1) return (block, a) => block.unary(op[name], a)
  if (arity === 2) return (block, a, b) => block.binary(op[name], a, b)
  return (block, a, b, c) => block.ternary(op[name], a, b, c)
}

function compiled(program: Program): ReturnType<typeof instantiate> {
  const bytes = generateModule(program, environment)
  if (bytes === undefined) throw new Error('straight-line code is structured')
  return instantiate(bytes)
}

const threeWords = fc.array(randomWord, { minLength: 3, maxLength: 3 })

describe('operations on words of all widths', () => {
  const named = pure.map((name) => [name, operation(name)] as const)
  it.each([
    ...named,
    [
      'product by its first factor',
      (block, a, b) => block.binary(op.div, block.binary(op.mul, a, b), a),
    ],
    [
      'product by its second factor',
      (block, a, b) => block.binary(op.div, block.binary(op.mul, a, b), b),
    ],
  ] as const satisfies readonly (readonly [
    string,
    (block: BlockBuilder, a: Value, b: Value, c: Value) => Value,
  ])[])('%s', (_, apply) => {
    const program = onAllWidths(apply)
    const run = compiled(program)
    fc.assert(
      fc.property(threeWords, (words) => {
        expect(run(words, 0n)).toEqual(interpret(program, words, 0n))
      }),
      { numRuns: 60 },
    )
  })
})

describe('operations with a constant', () => {
  const numbers = [...edges, 2n, 3n, 10n, 20n, 100n, 200n, 10n ** 18n, MODULUS]
  it.each(pure.filter((name) => operations[name].arity === 2))('%s', (name) => {
    const program = programOf((block) => {
      const words = [0, 1].map((index) => block.effect(input, [], [index]))
      const values = words.flatMap((word) => [word, narrowed(block, word, 64)])
      for (const number of numbers) {
        const constant = block.constant(wordsOfBigInt(number))
        for (const value of values) {
          block.effect(output, [block.binary(op[name], value, constant)])
          block.effect(output, [block.binary(op[name], constant, value)])
        }
      }
    })
    const run = compiled(program)
    fc.assert(
      fc.property(threeWords, (words) => {
        expect(run(words, 0n)).toEqual(interpret(program, words, 0n))
      }),
      { numRuns: 40 },
    )
  })
})
