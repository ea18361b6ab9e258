import { expect, it } from 'vitest'
import type { Host } from '../../../src/engine/host.ts'
import type { Message } from '../../../src/engine/message.ts'
import { evmRules } from '../../../src/evm/evm-rules.ts'
import { EvmFrame } from '../../../src/evm/host/evm-frame.ts'
import { EvmMemory } from '../../../src/evm/host/evm-memory.ts'
import { SlotCache } from '../../../src/evm/host/slot-cache.ts'
import { frameField } from '../../../src/evm/interpreter/frame-layout.ts'

const AT = 1024

function newFrame(): { frame: EvmFrame; counted: () => bigint } {
  const memory = new EvmMemory(1)
  const host = { getTxContext: () => ({}) } as unknown as Host
  const frame = new EvmFrame(host, {} as Message, evmRules('osaka'), new SlotCache(memory), AT)
  return { frame, counted: () => memory.view.getBigInt64(AT + frameField.gas, true) }
}

it('shows the code that runs what it counts, and everybody else all gas', () => {
  const { frame, counted } = newFrame()
  frame.gas = 2n ** 60n
  frame.gasAside = 2n ** 60n - 2n ** 48n
  expect([frame.gas, counted()]).toEqual([2n ** 60n, 2n ** 48n])
})

it('takes what a nested message uses from the gas aside, then from what is counted', () => {
  const { frame, counted } = newFrame()
  frame.gas = 2n ** 60n
  frame.gasAside = 2n ** 60n - 2n ** 48n
  frame.gas -= 2n ** 59n
  expect([frame.gas, counted()]).toEqual([2n ** 59n, 2n ** 48n])
  frame.gas = 1_000n
  expect([frame.gas, counted(), frame.gasAside]).toEqual([1_000n, 1_000n, 0n])
  // What comes back later is not counted again beyond what it was.
  frame.gas = 900n
  expect([frame.gas, counted()]).toEqual([900n, 900n])
})
