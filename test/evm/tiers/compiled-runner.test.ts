import { expect, it } from 'vitest'
import { EngineError } from '../../../src/engine/engine-error.ts'
import { COMPILED_EVM_STACK_BYTES } from '../../../src/engine/stack-budget.ts'
import { statusCode } from '../../../src/engine/status-code.ts'
import { createEvmVm } from '../../../src/evm/evm-vm.ts'
import type { EvmFrame } from '../../../src/evm/host/evm-frame.ts'
import { CompiledRunner } from '../../../src/evm/tiers/compiled-runner.ts'
import { messageRunner, runEvm } from '../run-evm.ts'

const frame = { at: 0, message: { gas: 1n } } as EvmFrame

it('interprets the message whose procedures might not find their native stack', () => {
  const ran: string[] = []
  const runner = new CompiledRunner(() => ran.push('interpreted'))
  const nativeStack = COMPILED_EVM_STACK_BYTES / 2
  const nested = (): number => {
    ran.push('compiled')
    return ran.length < 6 ? runner.run(frame, { nativeStack, run: nested }) : 0
  }
  runner.run(frame, { nativeStack, run: nested })
  expect(ran).toEqual(['compiled', 'compiled', 'interpreted'])

  // Both have ended: there is room again.
  runner.run(frame, { nativeStack: 2 * nativeStack, run: () => ran.push('compiled') })
  expect(ran.at(-1)).toBe('compiled')
})

it('has its native stack back after a failure of the engine', () => {
  const runner = new CompiledRunner(() => 1)
  const failing = (): never => {
    throw new RangeError('Maximum call stack size exceeded')
  }
  const code = { nativeStack: COMPILED_EVM_STACK_BYTES, run: failing }
  expect(() => runner.run(frame, code)).toThrow(RangeError)
  expect(runner.run(frame, { ...code, run: () => 7 })).toBe(7)
})

// biome-ignore format: table
it.each([
  ['says what is left', '5a6000525a60205260406000f3'],
  ['hands gas to a call and takes the rest back', '5f5f5f5f5f60045af15a60005260206000f3'],
  ['creates', '5f5f5ff05a60005260206000f3'],
  ['runs out of it where nobody could pay', '600067ffffffffffffffff52'],
  ['fails in a recursion that overflows the stack', '60056007565b5b600a5a60075600'],
])('runs a message with more gas than a block can have: it %s', (_, hex) => {
  const runCompiled = messageRunner(createEvmVm({ tier: 'compiled' }))
  const code = Uint8Array.from(Buffer.from(hex, 'hex'))
  for (const gas of [2n ** 48n - 1n, 2n ** 48n, 2n ** 62n, 2n ** 63n - 1n]) {
    expect(runCompiled(code, 'osaka', { gas })).toEqual(runEvm(code, 'osaka', { gas }))
  }
})

it('is an error of the engine to spend more gas than compiled code counts', () => {
  const runner = new CompiledRunner(() => 1)
  const spent = { at: 0, gas: 2n ** 60n, gasAside: 0n }
  const run = (): number => {
    spent.gas = spent.gasAside - 3n
    return statusCode.outOfGas
  }
  const code = { nativeStack: 0, run }
  expect(() => runner.run(spent as EvmFrame, code)).toThrow(EngineError)
})
