import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../../../src/engine/message.ts'
import type { Revision } from '../../../../src/engine/revision.ts'
import { statusCode } from '../../../../src/engine/status-code.ts'
import { createEvmVm } from '../../../../src/evm/evm-vm.ts'
import { code, push } from '../../evm-code.ts'
import { program } from '../../random-program.ts'
import { messageRunner, runEvm } from '../../run-evm.ts'
import { onThisThread } from '../../tiers/on-this-thread.ts'
import { straightLine } from './straight-line.ts'

const PROGRAMS = Number(process.env['GANTRY_PROGRAMS'] ?? 100)
let compiledPrograms = 0
const runCompiled = messageRunner(
  createEvmVm({
    tier: 'compiled',
    translator: onThisThread((bytes, revision) => {
      const translation = straightLine(bytes, revision)
      if (translation.ok) compiledPrograms++
      return translation
    }),
  }),
)

function expectSame(bytes: Uint8Array, revision: Revision, message: Partial<Message>): void {
  expect(runCompiled(bytes, revision, message)).toEqual(runEvm(bytes, revision, message))
}

describe('effects', () => {
  it.each(['byzantium', 'berlin', 'osaka'] as const)(
    'do in %s what the first tier does',
    (revision) => {
      const before = compiledPrograms
      const input = fc.uint8Array({ maxLength: 100 })
      const gas = fc.oneof(fc.constant(200_000n), fc.bigInt(0n, 60_000n))
      fc.assert(
        fc.property(program, input, gas, fc.boolean(), (bytes, data, limit, isStatic) => {
          expectSame(bytes, revision, { input: data, gas: limit, isStatic })
        }),
        { numRuns: PROGRAMS },
      )
      expect(compiledPrograms - before).toBeGreaterThan(PROGRAMS / 4)
    },
    600_000,
  )

  it.each([2n ** 32n, 2n ** 64n - 1n, 2n ** 255n])(
    'run out of gas for memory at %d, which nobody can pay for',
    (offset) => {
      const bytes = code(push(1n), push(offset), 'MSTORE', 'STOP')
      expect(runCompiled(bytes, 'osaka', { gas: 50_000n }).statusCode).toBe(statusCode.outOfGas)
      expectSame(bytes, 'osaka', { gas: 50_000n })
    },
  )

  it('end at every amount of gas as the first tier does', () => {
    const bytes = code(
      ...([push(5n), push(70n), 'MSTORE', push(3n), push(300n), 'EXP'] as const),
      ...([push(64n), push(3n)] as const),
      ...(['KECCAK256', 'PUSH0', 'SSTORE', push(33n), push(1n), 'LOG0', 'GAS', 'PUSH0'] as const),
      ...(['MSTORE', push(32n), 'PUSH0', 'RETURN'] as const),
    )
    for (let gas = 0n; gas < 26_000n; gas += 37n) expectSame(bytes, 'osaka', { gas })
  })
})
