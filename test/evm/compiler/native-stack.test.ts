import { expect, it } from 'vitest'
import { generateModule } from '../../../src/codegen/generate-module.ts'
import { IrFunctionBuilder } from '../../../src/codegen/ir/function-builder.ts'
import type { IrFunction, Program } from '../../../src/codegen/ir/program.ts'
import { frameEnvironment } from '../../../src/evm/compiler/effects/frame-environment.ts'
import { stop } from '../../../src/evm/compiler/effects/halt-effects.ts'
import { readNativeStackNeed, withNativeStackNeed } from '../../../src/evm/compiler/native-stack.ts'

/** A function that calls others, one after the other. */
function calling(name: string, ...callees: readonly number[]): IrFunction {
  const builder = new IrFunctionBuilder(name, 0, 0)
  const block = builder.block()
  for (const callee of callees) block.call(callee, [], 0)
  if (name === 'main') block.halt(stop)
  else block.return([])
  return builder.build()
}

function needOf(...functions: readonly IrFunction[]): number {
  const program: Program = { functions, main: 0, table: [] }
  const module = generateModule(program, frameEnvironment)
  if (module === undefined) throw new Error('It was tangled.')
  const marked = withNativeStackNeed(program, module)
  expect(marked.subarray(0, module.length)).toEqual(module)
  return readNativeStackNeed(new WebAssembly.Module(marked))
}

it('is the sum of the frames on the longest way down', () => {
  const one = needOf(calling('main'))
  const two = needOf(calling('main', 1), calling('leaf'))
  const three = needOf(calling('main', 1, 2), calling('a', 2), calling('leaf'))
  expect(one).toBeGreaterThan(0)
  expect(two).toBe(2 * one)
  expect(three).toBe(3 * one)
})

it('is that of 1024 frames where procedures call themselves', () => {
  const one = needOf(calling('main'))
  expect(needOf(calling('main', 1), calling('a', 2), calling('b', 1))).toBe(1024 * one)
})
