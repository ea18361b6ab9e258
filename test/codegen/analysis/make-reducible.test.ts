import { describe, expect, it } from 'vitest'
import { flowGraph } from '../../../src/codegen/analysis/flow-graph.ts'
import { isReducible, makeReducible } from '../../../src/codegen/analysis/make-reducible.ts'
import { IrFunctionBuilder } from '../../../src/codegen/ir/function-builder.ts'
import type { IrFunction } from '../../../src/codegen/ir/program.ts'
import { input } from '../support/test-environment.ts'

/** A function with these edges; one without is a return. */
function functionOf(edges: readonly (readonly number[])[]): IrFunction {
  const builder = new IrFunctionBuilder('f', 0, 0)
  const blocks = edges.map(() => builder.block())
  for (const [at, [first, second]] of edges.entries()) {
    const block = blocks[at]
    if (block === undefined) continue
    if (first === undefined) block.return([])
    else if (second === undefined) block.jump(first)
    else block.branch(block.effect(input, [], [0]), first, second)
  }
  return builder.build()
}

describe('makeReducible', () => {
  // biome-ignore format: table
  it.each([
    ['a loop',                     [[1], [1, 2], []]],
    ['loops in a loop',            [[1], [2, 4], [2, 3], [3, 1], []]],
    ['a way around a loop',        [[1, 3], [2], [1, 3], []]],
    ['an entry that is looped to', [[0, 1], []]],
  ] as const)('leaves %s as it is', (_, edges) => {
    const each = functionOf(edges)
    expect(makeReducible(each)?.function).toBe(each)
  })

  // biome-ignore format: table
  it.each([
    ['a loop that is entered twice',          [[1, 2], [2], [1, 3], []]],
    ['a loop that the entry is in',           [[1, 2], [2, 0], [1, 3], []]],
    ['one within a loop',                     [[1], [2, 3], [3, 4], [2, 1], []]],
    ['three entries',                         [[1, 4], [2, 5], [3, 5], [1, 5], [2, 3], []]],
  ] as const)('gives %s one entry', (_, edges) => {
    const each = functionOf(edges)
    expect(isReducible(flowGraph(each.blocks))).toBe(false)
    const made = makeReducible(each)
    expect(made && isReducible(flowGraph(made.function.blocks))).toBe(true)
  })

  it('gives up where every block leads to many others', () => {
    const count = 300
    const edges = Array.from({ length: count }, (_, at) => [
      (at * 7 + 1) % count,
      (at * 11 + 3) % count,
    ])
    const made = makeReducible(functionOf(edges))
    expect(made === undefined || isReducible(made.graph)).toBe(true)
  })
})
