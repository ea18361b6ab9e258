import { expect, it } from 'vitest'
import type { Effect } from '../../../src/codegen/ir/effect.ts'
import { IrFunctionBuilder } from '../../../src/codegen/ir/function-builder.ts'
import { op } from '../../../src/codegen/ir/operation.ts'
import { printProgram } from '../../../src/codegen/ir/print-program.ts'

const charge: Effect = { name: 'charge', resultBits: 0, emit: () => {} }
const stop: Effect = { name: 'stop', resultBits: 0, emit: () => {} }

it('prints every kind of instruction and exit', () => {
  const main = new IrFunctionBuilder('main', 0, 0)
  const [entry, loop, done, left] = [main.block(), main.block(), main.block(), main.block()]
  const i = main.variable()
  entry.effect(charge, [], [7])
  const [sum] = entry.call(1, [entry.number(5), entry.number(0x1_0000_0000)], 1)
  if (sum === undefined) throw new Error('a call has its results')
  entry.assign(i, sum)
  entry.jump(loop.index)
  const next = loop.binary(op.add, loop.get(i), loop.number(1))
  loop.assign(i, next)
  loop.branch(loop.binary(op.lt, next, loop.number(100)), loop.index, done.index)
  done.halt(stop, [done.get(i)], [2])
  left.tailCall(0, [])
  const add = new IrFunctionBuilder('add', 2, 1)
  const body = add.block()
  body.return([body.binary(op.add, body.get(0), body.get(1))])

  expect(printProgram({ functions: [main.build(), add.build()], main: 0, table: [] })).toBe(
    `function main() -> 0 {
@0:
  charge #7
  v3 = call add(0x5, 0x100000000)
  v4 = result 0 of v3
  $0 := v4
  jump @1
@1:
  v5 = $0
  v7 = add v5, 0x1
  v9 = lt v7, 0x64
  $0 := v7
  branch v9 ? @1 : @2
@2:
  v10 = $0
  halt stop #2, v10
@3:
  tail call main()
}
` +
      `
function add($0, $1) -> 1 {
@0:
  v0 = $0
  v1 = $1
  v2 = add v0, v1
  return v2
}
`,
  )
})

it('makes one value of the same operation on the same values', () => {
  const builder = new IrFunctionBuilder('f', 2, 1)
  const block = builder.block()
  const [a, b] = [block.get(0), block.get(1)]
  expect(block.binary(op.add, a, b)).toBe(block.binary(op.add, b, a))
  expect(block.binary(op.sub, a, b)).not.toBe(block.binary(op.sub, b, a))
  expect(block.number(7)).toBe(block.number(7))
})
