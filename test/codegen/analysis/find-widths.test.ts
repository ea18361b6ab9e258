import { describe, expect, it } from 'vitest'
import { analyseProgram } from '../../../src/codegen/analysis/analyse-program.ts'
import type { FunctionFacts } from '../../../src/codegen/analysis/facts.ts'
import { structureProgram } from '../../../src/codegen/analysis/structured-program.ts'
import { IrFunctionBuilder } from '../../../src/codegen/ir/function-builder.ts'
import type { Value } from '../../../src/codegen/ir/instruction.ts'
import { op } from '../../../src/codegen/ir/operation.ts'
import type { IrFunction } from '../../../src/codegen/ir/program.ts'
import { input, output, smallInput } from '../support/test-environment.ts'

function factsOf(functions: readonly IrFunction[], addCostsFuel = false): readonly FunctionFacts[] {
  const structured = structureProgram({ functions, main: 0, table: [] })
  if (structured === undefined) throw new Error('these functions are structured')
  return analyseProgram(structured, { addCostsFuel }).functions
}

/** `for (i = 0; i < limit; i += step) output(i)`; the value of `i` in the loop's body, and the function. */
function countingLoop(step: number, limit: number | 'input'): readonly [IrFunction, Value, Value] {
  const builder = new IrFunctionBuilder('main', 0, 0)
  const i = builder.variable()
  const [entry, head, body, done] = [
    builder.block(),
    builder.block(),
    builder.block(),
    builder.block(),
  ]
  entry.assign(i, entry.number(0))
  entry.jump(head.index)
  const bound = limit === 'input' ? head.effect(input, [], [0]) : head.number(limit)
  const counter = head.get(i)
  head.branch(head.binary(op.lt, counter, bound), body.index, done.index)
  const inside = body.get(i)
  body.effect(output, [inside])
  body.assign(i, body.binary(op.add, inside, body.number(step)))
  body.jump(head.index)
  done.effect(output, [done.get(i)])
  done.return([])
  return [builder.build(), counter, inside]
}

const bits = (facts: readonly FunctionFacts[], { id }: Value): number | undefined =>
  facts[0]?.bits[id]

describe('loops', () => {
  it('a counter below a constant has its bits in the body', () => {
    const [main, , inside] = countingLoop(1, 100)
    expect(bits(factsOf([main]), inside)).toBe(7)
  })

  it('a counter without a bound fills the word, unless additions are paid for', () => {
    const [main, counter, inside] = countingLoop(32, 'input')
    expect(bits(factsOf([main]), counter)).toBe(256)
    expect(bits(factsOf([main], true), counter)).toBe(62)
    expect(bits(factsOf([main], true), inside)).toBe(62)
  })

  it.each([
    { step: 4095, counts: true }, // 12 bits
    { step: 4096, counts: false },
  ])('a step of $step leaves a counter a counter: $counts', ({ step, counts }) => {
    const [main, counter] = countingLoop(step, 'input')
    expect(bits(factsOf([main], true), counter) === 62).toBe(counts)
  })
})

describe('branches', () => {
  // biome-ignore format: table
  it.each<readonly [string, (x: Value, b: Builder) => Value, number, number]>([
    ['x < 256',             (x, b) => b.binary(op.lt, x, b.number(256)),                               8, 256],
    ['x < 257',             (x, b) => b.binary(op.lt, x, b.number(257)),                               9, 256],
    ['x > 2^64 - 1',        (x, b) => b.binary(op.gt, x, b.number(2 ** 53 - 1)),                       256, 53],
    ['x = 0',               (x, b) => b.unary(op.iszero, x),                                           0, 256],
    ['x ≠ 0',               (x) => x,                                                                  256, 0],
    ['x = x mod 2^16',      (x, b) => b.binary(op.eq, x, b.binary(op.and, x, b.number(0xffff))),       16, 256],
    ['x < 16 and x < 1000', (x, b) => b.binary(op.and, b.binary(op.lt, x, b.number(1000)), b.binary(op.lt, x, b.number(16))), 4, 256],
    ['x < 0 (signed)',      (x, b) => b.binary(op.slt, x, b.number(0)),                                256, 256],
  ])('%s', (_, conditionOf, whenTrue, whenFalse) => {
    const builder = new IrFunctionBuilder('main', 0, 0)
    const variable = builder.variable()
    const [entry, yes, no] = [builder.block(), builder.block(), builder.block()]
    const x = entry.effect(input, [], [0])
    entry.assign(variable, x)
    entry.branch(conditionOf(x, entry), yes.index, no.index)
    const values = [yes, no].map((block) => {
      const value = block.get(variable)
      block.effect(output, [value])
      block.return([])
      return value
    })
    const facts = factsOf([builder.build()])
    expect(values.map((value) => bits(facts, value))).toEqual([whenTrue, whenFalse])
  })
})

type Builder = ReturnType<IrFunctionBuilder['block']>

describe('calls', () => {
  it('parameters are as wide as any argument, results as any value returned', () => {
    const main = new IrFunctionBuilder('main', 0, 0)
    const block = main.block()
    const small = block.effect(smallInput, [], [0])
    const [first] = block.call(1, [small, block.number(7)], 1)
    const [second] = block.call(1, [block.number(1), block.effect(input, [], [1])], 1)
    for (const value of [first, second]) if (value !== undefined) block.effect(output, [value])
    block.return([])
    const callee = new IrFunctionBuilder('callee', 2, 1)
    const body = callee.block()
    // A quotient needs all of its operands, whatever is read of it.
    const third = body.binary(op.div, body.binary(op.add, body.get(0), body.get(1)), body.number(3))
    body.return([body.binary(op.and, third, body.number(0xffff_ffff))])
    const [, facts] = factsOf([main.build(), callee.build()])
    expect([...(facts?.parameterBits ?? [])]).toEqual([16, 256])
    expect([...(facts?.resultBits ?? [])]).toEqual([32])
  })

  it('recursion that adds one without end ends in a full word', () => {
    const main = new IrFunctionBuilder('main', 0, 0)
    const block = main.block()
    block.call(1, [block.number(0)], 0)
    block.return([])
    const callee = new IrFunctionBuilder('callee', 1, 0)
    const body = callee.block()
    body.effect(output, [body.get(0)])
    body.call(1, [body.binary(op.add, body.get(0), body.number(1))], 0)
    body.return([])
    const functions = [main.build(), callee.build()]
    expect(factsOf(functions)[1]?.parameterBits[0]).toBe(256)
    expect(factsOf(functions, true)[1]?.parameterBits[0]).toBe(62)
  })
})
