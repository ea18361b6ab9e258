import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { translate } from '../../../src/evm/compiler/translate.ts'
import { createEvmVm } from '../../../src/evm/evm-vm.ts'
import { program } from '../random-program.ts'
import { messageRunner, runEvm } from '../run-evm.ts'
import { procedures } from './random-procedures.ts'

const numRuns = Number(process.env['GANTRY_PROGRAMS'] ?? 100)
const revision = fc.constantFrom('frontier', 'byzantium', 'london', 'osaka')

/** Compiled code does what the first tier does: status, gas, output, logs, state. */
describe('translate', () => {
  const runCompiled = messageRunner(createEvmVm({ tier: 'compiled' }))

  it.each([
    ['straight-line code', program, 60_000n],
    ['procedures, loops and recursion', procedures, 300_000n],
  ] as const)('runs %s as the first tier does', (_, code, mostGas) => {
    fc.assert(
      fc.property(code, revision, fc.bigInt(0n, mostGas), (bytes, rules, gas) => {
        expect(runCompiled(bytes, rules, { gas })).toEqual(runEvm(bytes, rules, { gas }))
      }),
      { numRuns },
    )
  })

  it('gives the same module for the same code', () => {
    fc.assert(
      fc.property(procedures, (bytes) => {
        expect(translate(bytes, 'osaka')).toEqual(translate(bytes.slice(), 'osaka'))
      }),
      { numRuns: 20 },
    )
  })

  it.each([
    ['nothing', ''],
    ['a PUSH that the end cuts off', '7f01'],
    ['a jump into an immediate', '600456605b00'],
    ['a jump behind the code', '61ffff56'],
    ['a loop that pushes', '5b60006000565b'],
    ['items that are not there', '5b5050'],
    ['a byte that is no opcode', '600160010c'],
    ['an endless recursion', '5b6005600056'],
  ])('ends %s as the first tier does', (_, hex) => {
    const code = Uint8Array.from(Buffer.from(hex, 'hex'))
    for (const gas of [0n, 3n, 50n, 100_000n]) {
      expect(runCompiled(code, 'osaka', { gas })).toEqual(runEvm(code, 'osaka', { gas }))
    }
  })
})
