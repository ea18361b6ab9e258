import { expect, it } from 'vitest'
import { compileToText } from '../../../src/evm/compiler/compile-to-text.ts'
import { code } from '../evm-code.ts'

/** Returns the double of the first word of input. */
const double = code(
  ...(['PUSH0', 'CALLDATALOAD', 'DUP1', 'ADD', 'PUSH0', 'MSTORE'] as const),
  ...(['PUSH1', 32, 'PUSH0', 'RETURN'] as const),
)

it('prints the intermediate representation', () => {
  const compiled = compileToText(double, 'osaka', 'ir')
  const text = compiled.ok ? compiled.text : ''
  expect(text).toMatch(/^function .* \{$/m)
  expect(text).toMatch(/v\d+ = callDataLoad/)
  expect(text).toMatch(/halt return/)
})

it('prints the module, the same each time', () => {
  const compiled = compileToText(double, 'osaka', 'wat')
  const text = compiled.ok ? compiled.text : ''
  expect(text).toMatch(/^\(module/)
  expect(text).toContain('(import "engine" "memory"')
  expect(text).toContain('(export "run"')
  expect(compileToText(double, 'osaka', 'wat')).toEqual(compiled)
})

it('says why code whose jumps are not known is not printed as a module', () => {
  const toInput = code('PUSH0', 'CALLDATALOAD', 'JUMP', 'JUMPDEST')
  expect(compileToText(toInput, 'osaka', 'wat')).toMatchObject({ ok: false })
  const { ok, text } = compileToText(toInput, 'osaka', 'ir') as { ok: boolean; text: string }
  expect({ ok, text }).toMatchObject({ ok: true, text: expect.stringContaining('jumpTo') })
})
