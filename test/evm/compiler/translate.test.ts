import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateModule } from '../../../src/codegen/generate-module.ts'
import type { EvmTranslator } from '../../../src/evm/compiler/compiled-module.ts'
import { stackEnvironment } from '../../../src/evm/compiler/effects/frame-environment.ts'
import { instructionSet } from '../../../src/evm/compiler/instruction-set.ts'
import { lowerThreaded } from '../../../src/evm/compiler/lowering/lower-threaded.ts'
import { blockEffects } from '../../../src/evm/compiler/recovery/block-effects.ts'
import { codeBlocks } from '../../../src/evm/compiler/recovery/code-blocks.ts'
import { translate } from '../../../src/evm/compiler/translate.ts'
import { createEvmVm } from '../../../src/evm/evm-vm.ts'
import { program } from '../random-program.ts'
import { messageRunner, runEvm } from '../run-evm.ts'
import { procedures } from './random-procedures.ts'

const numRuns = Number(process.env['GANTRY_PROGRAMS'] ?? 100)
const revision = fc.constantFrom('frontier', 'byzantium', 'london', 'osaka')

/** Every block a function of its own, as for code whose jumps are not known. */
const translateThreaded: EvmTranslator = (code, rules) => {
  const blocks = codeBlocks(code, instructionSet(rules))
  const program = lowerThreaded(blocks, blockEffects(blocks))
  if (program === undefined) return { ok: false, reason: 'too many blocks' }
  const module = generateModule(program, stackEnvironment, { addCostsFuel: true })
  return module === undefined ? { ok: false, reason: 'irreducible' } : { ok: true, module }
}

/** Compiled code does what the first tier does: status, gas, output, logs, state. */
describe('translate', () => {
  const runCompiled = messageRunner(createEvmVm({ tier: 'compiled' }))
  const translator = { translate: translateThreaded, module: '', exportName: '' }
  const runThreaded = messageRunner(createEvmVm({ tier: 'compiled', translator }))

  it.each([
    ['straight-line code', program, 60_000n],
    ['procedures, loops and recursion', procedures, 300_000n],
  ] as const)('runs %s as the first tier does', (_, code, mostGas) => {
    fc.assert(
      fc.property(code, revision, fc.bigInt(0n, mostGas), (bytes, rules, gas) => {
        const expected = runEvm(bytes, rules, { gas })
        expect(runCompiled(bytes, rules, { gas })).toEqual(expected)
        expect(runThreaded(bytes, rules, { gas })).toEqual(expected)
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
    ['memory that nobody can pay', '600067ffffffffffffffff52'],
  ])('ends %s as the first tier does', (_, hex) => {
    const code = Uint8Array.from(Buffer.from(hex, 'hex'))
    for (const gas of [0n, 3n, 50n, 100_000n]) {
      const expected = runEvm(code, 'osaka', { gas })
      expect(runCompiled(code, 'osaka', { gas })).toEqual(expected)
      expect(runThreaded(code, 'osaka', { gas })).toEqual(expected)
    }
  })
})
