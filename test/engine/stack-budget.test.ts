import { describe, expect, it } from 'vitest'
import { withLargeStack } from '../../src/engine/large-stack.ts'
import {
  NESTED_MESSAGE_STACK_UNITS,
  nativeStackMb,
  TRANSACTION_STACK_UNITS,
} from '../../src/engine/stack-budget.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import { NATIVE_BYTES_PER_UNIT } from '../../src/gas-metering/stack-height-budget.ts'
import type { DeepestOutcome, DeepestTransaction } from './fixtures/deepest-transaction.ts'

const module = new URL('./fixtures/deepest-transaction.ts', import.meta.url)

/** Runs the transaction in a thread with the stack that transactions get, or another one. */
async function run(
  transaction: Partial<DeepestTransaction>,
  stackSizeMb = nativeStackMb(),
): Promise<DeepestOutcome> {
  const argument: DeepestTransaction = {
    nesting: 'none',
    parameters: 0,
    locals: 0,
    tier: 'liftoff',
    strategy: 'fast',
    stackLeft: TRANSACTION_STACK_UNITS,
    ...transaction,
  }
  const task = { module, exportName: 'deepestTransaction', argument }
  return (await withLargeStack(task, { stackSizeMb })) as DeepestOutcome
}

describe('a budget that is used up ends the message, not the native stack', () => {
  // 200 parameters take most bytes a unit of all shapes in docs/stack-height.md.
  // biome-ignore format: table
  it.each([
    { nesting: 'none',  parameters: 200, locals: 0,   tier: 'liftoff',  strategy: 'fast',    deepest: 0 },
    { nesting: 'none',  parameters: 200, locals: 0,   tier: 'turbofan', strategy: 'fast',    deepest: 0 },
    { nesting: 'none',  parameters: 0,   locals: 100, tier: 'turbofan', strategy: 'precise', deepest: 0 },
    { nesting: 'none',  parameters: 0,   locals: 0,   tier: 'liftoff',  strategy: 'precise', deepest: 0 },
    { nesting: 'ewasm', parameters: 200, locals: 0,   tier: 'liftoff',  strategy: 'fast',    deepest: 1024 },
    { nesting: 'mixed', parameters: 200, locals: 0,   tier: 'turbofan', strategy: 'fast',    deepest: 1024 },
  ] as const)('$nesting nested, $parameters parameters, $locals locals, $tier, $strategy', async ({ deepest, ...transaction }) => {
    expect(await run(transaction)).toMatchObject({
      deepest,
      deepestStatus: statusCode.stackOverflow,
    })
  })

  it('evm nested: the depth ends it', async () => {
    expect(await run({ nesting: 'evm' })).toEqual({
      statusCode: statusCode.success,
      deepest: 1024,
      deepestStatus: statusCode.success,
    })
  })
})

it('a stack that is too small for the budget is a failure of the engine, not of the contract', async () => {
  await expect(run({ parameters: 200 }, nativeStackMb() >> 2)).rejects.toThrow(
    /limit of this machine/,
  )
})

it('a smaller budget ends the nesting itself', async () => {
  const stackLeft = 100 * NESTED_MESSAGE_STACK_UNITS
  const { statusCode: status, deepest } = await run({ nesting: 'ewasm', stackLeft })
  expect(status).toBe(statusCode.success)
  // The contracts' own frames count too: without them there would be 100.
  expect(deepest).toBeGreaterThan(90)
  expect(deepest).toBeLessThan(100)
})

describe('nativeStackMb', () => {
  it('holds every unit, and something besides', () => {
    for (const units of [0, 1_000_000, TRANSACTION_STACK_UNITS, 2 ** 25]) {
      const bytes = nativeStackMb(units) * 2 ** 20
      expect(bytes).toBeGreaterThan(units * NATIVE_BYTES_PER_UNIT + 2 ** 20)
    }
  })

  it('grows with the budget of the chain', () => {
    expect(nativeStackMb(2 * TRANSACTION_STACK_UNITS)).toBeGreaterThan(nativeStackMb() + 90)
  })
})
