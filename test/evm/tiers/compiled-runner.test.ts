import { expect, it } from 'vitest'
import { COMPILED_EVM_STACK_BYTES } from '../../../src/engine/stack-budget.ts'
import type { EvmFrame } from '../../../src/evm/host/evm-frame.ts'
import { CompiledRunner } from '../../../src/evm/tiers/compiled-runner.ts'

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

it('runs no message with more gas than a block can have', () => {
  const runner = new CompiledRunner(() => 1)
  const message = { ...frame.message, gas: 2n ** 48n }
  expect(runner.takes(frame)).toBe(true)
  expect(runner.takes({ ...frame, message } as EvmFrame)).toBe(false)
})
