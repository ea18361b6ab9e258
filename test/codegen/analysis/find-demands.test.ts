import { describe, expect, it } from 'vitest'
import { analyseProgram } from '../../../src/codegen/analysis/analyse-program.ts'
import type { FunctionFacts } from '../../../src/codegen/analysis/facts.ts'
import { structureProgram } from '../../../src/codegen/analysis/structured-program.ts'
import type { BlockBuilder } from '../../../src/codegen/ir/block-builder.ts'
import { IrFunctionBuilder } from '../../../src/codegen/ir/function-builder.ts'
import type { Value } from '../../../src/codegen/ir/instruction.ts'
import { op } from '../../../src/codegen/ir/operation.ts'
import type { IrFunction } from '../../../src/codegen/ir/program.ts'
import { input, output } from '../support/test-environment.ts'

const LOW_LIMB = 2 ** 53 - 1

function factsOf(functions: readonly IrFunction[]): readonly FunctionFacts[] {
  const structured = structureProgram({ functions, main: 0, table: [] })
  if (structured === undefined) throw new Error('these functions are structured')
  return analyseProgram(structured, {}).functions
}

const word = (block: BlockBuilder, index: number): Value => block.effect(input, [], [index])
const masked = (block: BlockBuilder, value: Value): Value =>
  block.binary(op.and, value, block.number(LOW_LIMB))

/** Bits of `x`, an input, when only the low limb of what `make` makes of it is read. */
function bitsUnderMask(make: (x: Value, block: BlockBuilder) => Value): number | undefined {
  const builder = new IrFunctionBuilder('main', 0, 0)
  const block = builder.block()
  const x = word(block, 0)
  block.effect(output, [masked(block, make(x, block))])
  block.return([])
  return factsOf([builder.build()])[0]?.bits[x.id]
}

describe('what is read of operands', () => {
  // biome-ignore format: table
  it.each<readonly [string, (x: Value, b: BlockBuilder) => Value, number]>([
    ['x + y',             (x, b) => b.binary(op.add, x, word(b, 1)),                       64],
    ['x - y',             (x, b) => b.binary(op.sub, x, word(b, 1)),                       64],
    ['x * y',             (x, b) => b.binary(op.mul, x, word(b, 1)),                       64],
    ['~x',                (x, b) => b.unary(op.not, x),                                    64],
    ['x << y',            (x, b) => b.binary(op.shl, word(b, 1), x),                       64],
    ['y << x',            (x, b) => b.binary(op.shl, x, word(b, 1)),                       256],
    ['x >> 64',           (x, b) => b.binary(op.shr, b.number(64), x),                     128],
    ['x >> 65',           (x, b) => b.binary(op.shr, b.number(65), x),                     192],
    ['x >> y',            (x, b) => b.binary(op.shr, word(b, 1), x),                       256],
    ['byte 31 of x',      (x, b) => b.binary(op.byte, b.number(31), x),                    64],
    ['byte 0 of x',       (x, b) => b.binary(op.byte, b.number(0), x),                     256],
    ['x from byte 8 up',  (x, b) => b.binary(op.signextend, b.number(8), x),               64],
    ['x / y',             (x, b) => b.binary(op.div, x, word(b, 1)),                       256],
    ['x + y, x < y',      (x, b) => b.binary(op.add, b.binary(op.lt, x, word(b, 1)), x),   256],
  ])('%s', (_, make, bits) => {
    expect(bitsUnderMask(make)).toBe(bits)
  })
})

describe('what is read of variables', () => {
  it('a sum that is masked behind its loop stays in one limb', () => {
    const builder = new IrFunctionBuilder('main', 0, 0)
    const sum = builder.variable()
    const [entry, loop, done] = [builder.block(), builder.block(), builder.block()]
    entry.jump(loop.index)
    loop.assign(sum, loop.binary(op.add, loop.get(sum), word(loop, 0)))
    loop.branch(word(loop, 1), loop.index, done.index)
    done.effect(output, [masked(done, done.get(sum))])
    done.return([])
    expect(factsOf([builder.build()])[0]?.variableBits[sum]).toBe(64)
  })

  it('a variable that another block reads whole is kept whole on the way there', () => {
    const builder = new IrFunctionBuilder('main', 0, 0)
    const [kept, used] = [builder.variable(), builder.variable()]
    const [entry, middle, done] = [builder.block(), builder.block(), builder.block()]
    entry.assign(kept, word(entry, 0))
    entry.assign(used, word(entry, 1))
    entry.jump(middle.index)
    middle.effect(output, [masked(middle, middle.get(kept)), masked(middle, middle.get(used))])
    middle.jump(done.index)
    done.effect(output, [done.get(kept)])
    done.return([])
    const facts = factsOf([builder.build()])[0]
    expect(facts?.entryLimbs[2 * middle.index + kept]).toBe(4)
    expect(facts?.entryLimbs[2 * middle.index + used]).toBe(1)
  })
})

it('a function takes and returns what its callers and its body read', () => {
  const callee = new IrFunctionBuilder('double', 1, 1)
  const body = callee.block()
  body.return([body.binary(op.add, body.get(0), body.get(0))])
  const caller = new IrFunctionBuilder('main', 0, 0)
  const block = caller.block()
  const [result] = block.call(1, [word(block, 0)], 1)
  block.effect(output, [masked(block, result as Value)])
  block.return([])
  const facts = factsOf([caller.build(), callee.build()])
  expect(facts[1]?.parameterBits[0]).toBe(64)
  expect(facts[1]?.resultBits[0]).toBe(64)
})
