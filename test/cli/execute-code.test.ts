import { describe, expect, it } from 'vitest'
import { executeCode } from '../../src/cli/execute-code.ts'
import type { Execution } from '../../src/cli/execution.ts'
import { loadCode } from '../../src/cli/load-code.ts'
import { fromHex } from '../../src/primitives/hex.ts'

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

describe('EVM bytecode', () => {
  const evm = (code: string, overrides: Partial<Execution> = {}) =>
    executeCode(execution('Counter', { code: fromHex(code), kind: 'runtime', ...overrides }))

  it('runs as runtime code', async () => {
    // SSTORE(1, 2), then returns the word 2.
    const outcome = await evm('6002600155600260005260206000f3')
    const word = '0x'.padEnd(65, '0')
    expect(outcome).toMatchObject({ status: 'success', output: `${word}2` })
    // 3 for each of 6 pushes, MSTORE and its word; SSTORE of a new slot, cold (EIP-2200, EIP-2929).
    expect(outcome.gasUsed).toBe(String(6 * 3 + 3 + 3 + 22_100))
    expect(outcome.storage).toMatchObject([{ slots: { [`${word}1`]: `${word}2` } }])
  })

  it('is deployed when it is init code', async () => {
    // Returns the code ADDRESS PUSH0 MSTORE PUSH1 32 PUSH0 RETURN.
    const outcome = await evm('66305f5260205ff35f5260076019f3', {
      kind: 'init',
    })
    expect(outcome).toMatchObject({ status: 'success', ended: 'call' })
    expect(outcome.output).toMatch(/^0x0{24}[0-9a-f]{40}$/)
  })

  it('that is none fails', async () => {
    expect(await evm('fe')).toMatchObject({ status: 'invalidInstruction', output: '0x' })
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
