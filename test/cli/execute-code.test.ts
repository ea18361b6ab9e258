import { describe, expect, it } from 'vitest'
import { executeCode } from '../../src/cli/execute-code.ts'
import type { Execution } from '../../src/cli/execution.ts'
import { loadCode } from '../../src/cli/load-code.ts'

function execution(contract: string, overrides: Partial<Execution> = {}): Execution {
  const { kind, bytes } = loadCode(`fixtures/contracts/${contract}.json`)
  return {
    code: bytes,
    kind,
    constructorArguments: new Uint8Array(),
    input: new Uint8Array(),
    gas: 1_000_000n,
    value: 0n,
    schedule: 'ewasm-v1',
    strategy: 'fast',
    revision: 'shanghai',
    debugNamespace: 'refused',
    ...overrides,
  }
}

describe('hostile contracts', () => {
  it.each([
    { contract: 'loop-forever', status: 'outOfGas' },
    { contract: 'grow-memory-forever', status: 'outOfGas' },
    { contract: 'negative-gas', status: 'argumentOutOfRange' },
  ])('$contract ends with $status', async ({ contract, status }) => {
    const outcome = await executeCode(execution(contract))
    expect(outcome).toMatchObject({ status, storage: [], logs: [] })
  })

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'a pointer over the end of memory fails the message (%d)',
    async (which) => {
      const input = Uint8Array.of(which)
      const outcome = await executeCode(execution('copy-out-of-bounds', { input }))
      expect(outcome).toMatchObject({
        status: 'invalidMemoryAccess',
        output: '0x',
        storage: [],
        logs: [],
      })
    },
  )

  it('a store over the end of memory traps', async () => {
    const outcome = await executeCode(execution('copy-out-of-bounds', { input: Uint8Array.of(10) }))
    expect(outcome.status).toBe('invalidMemoryAccess')
  })
})

describe('metering strategies', () => {
  it.each(['Counter', 'loop-forever'])('use the same gas for %s', async (contract) => {
    const [fast, precise] = await Promise.all(
      (['fast', 'precise'] as const).map((strategy) =>
        executeCode(execution(contract, { strategy })),
      ),
    )
    expect(fast).toEqual(precise)
  })
})
