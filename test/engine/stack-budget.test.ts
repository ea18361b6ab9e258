import { expect, it } from 'vitest'
import { withLargeStack } from '../../src/engine/large-stack.ts'
import { NESTED_MESSAGE_STACK_UNITS } from '../../src/engine/stack-budget.ts'
import { statusCode } from '../../src/engine/status-code.ts'

const module = new URL('./fixtures/deep-nesting.ts', import.meta.url)
const forNesting = 1024 * NESTED_MESSAGE_STACK_UNITS

// A budget of 16 Mi units beside the nesting is sixteen times what a chain gives a transaction.
it.each([
  { strategy: 'fast', locals: 0 },
  { strategy: 'fast', locals: 200 },
  { strategy: 'precise', locals: 0 },
  { strategy: 'precise', locals: 200 },
] as const)(
  '1024 nested messages and endless recursion end by the budget ($strategy, $locals locals)',
  async ({ strategy, locals }) => {
    const argument = { strategy, locals, stackLeft: forNesting + 16 * 2 ** 20 }
    const outcome = await withLargeStack({ module, exportName: 'deepNesting', argument })
    expect(outcome).toEqual({ statusCode: statusCode.success, innermost: 1, messages: 1025 })
  },
)

it('a smaller budget ends the nesting itself', async () => {
  const argument = { strategy: 'fast', locals: 0, stackLeft: 100 * NESTED_MESSAGE_STACK_UNITS }
  const outcome = await withLargeStack({ module, exportName: 'deepNesting', argument })
  expect(outcome).toMatchObject({ statusCode: statusCode.success, innermost: 1 })
  // The contract's own frames count too: without them there would be 100.
  const { messages } = outcome as { messages: number }
  expect(messages).toBeGreaterThan(90)
  expect(messages).toBeLessThanOrEqual(100)
})
