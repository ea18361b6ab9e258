import { expect, it } from 'vitest'
import { findNeeds } from '../../../src/codegen/analysis/find-needs.ts'
import { isLiveIn } from '../../../src/codegen/analysis/liveness.ts'
import { structureProgram } from '../../../src/codegen/analysis/structured-program.ts'
import { IrFunctionBuilder } from '../../../src/codegen/ir/function-builder.ts'
import { op } from '../../../src/codegen/ir/operation.ts'
import type { IrFunction } from '../../../src/codegen/ir/program.ts'
import { input, output } from '../support/test-environment.ts'

function needsOf(functions: readonly IrFunction[]): ReturnType<typeof findNeeds> {
  const structured = structureProgram({ functions, main: 0, table: [] })
  if (structured === undefined) throw new Error('these functions are structured')
  return findNeeds(structured)
}

it('a variable that only counts itself around a loop is not needed', () => {
  const builder = new IrFunctionBuilder('main', 0, 0)
  const [idle, used] = [builder.variable(), builder.variable()]
  const [entry, loop, done] = [builder.block(), builder.block(), builder.block()]
  entry.jump(loop.index)
  for (const variable of [idle, used]) {
    loop.assign(variable, loop.binary(op.add, loop.get(variable), loop.number(1)))
  }
  loop.branch(loop.effect(input, [], [0]), loop.index, done.index)
  done.effect(output, [done.get(used)])
  done.return([])
  const [liveness] = needsOf([builder.build()]).liveness
  if (liveness === undefined) throw new Error('a function has its liveness')
  expect(isLiveIn(liveness, loop.index, idle)).toBe(false)
  expect(isLiveIn(liveness, loop.index, used)).toBe(true)
})

it('a read that nobody uses does not happen, other effects do', () => {
  const builder = new IrFunctionBuilder('main', 0, 0)
  const block = builder.block()
  const read = block.effect(input, [], [0])
  const used = block.effect(input, [], [1])
  block.effect(output, [used])
  block.return([])
  const [uses] = needsOf([builder.build()]).uses
  expect(uses?.[read.id]).toBe(0)
  expect(uses?.[used.id]).toBe(1)
})

it('parameters that are only passed on, and results that nobody takes, are not needed', () => {
  const main = new IrFunctionBuilder('main', 0, 0)
  const block = main.block()
  const [first] = block.call(1, [block.number(1), block.number(2)], 2)
  if (first !== undefined) block.effect(output, [first])
  block.return([])
  const callee = new IrFunctionBuilder('callee', 2, 2)
  const body = callee.block()
  const [again, other] = body.call(1, [body.get(0), body.get(1)], 2)
  if (again === undefined || other === undefined) throw new Error('a call has its results')
  body.return([body.binary(op.add, again, body.get(0)), other])
  const { demand } = needsOf([main.build(), callee.build()])
  expect([...(demand.parameters[1] ?? [])]).toEqual([1, 0])
  expect([...(demand.results[1] ?? [])]).toEqual([1, 0])
})
