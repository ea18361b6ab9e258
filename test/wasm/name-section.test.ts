import { describe, expect, it } from 'vitest'
import { moduleNames, nameSection } from '../../src/wasm/name-section.ts'
import { emptyModule, func, moduleBytes } from './module-bytes.ts'

const names = {
  module: 'token',
  functions: new Map([
    [1, 'transfer'],
    [0, 'main'],
  ]),
  locals: new Map([[1, new Map([[0, 'recipient']])]]),
}

describe('moduleNames', () => {
  it('reads what nameSection wrote', () => {
    expect(moduleNames({ ...emptyModule, customs: [nameSection(names)] })).toEqual(names)
  })

  it('reads the bytes of the specification', () => {
    // module "m"; function 0 "f"; an unknown subsection 9, which is passed over
    const bytes = Uint8Array.of(0, 2, 1, 0x6d, 1, 4, 1, 0, 1, 0x66, 9, 1, 0)
    const { module, functions } = moduleNames({
      ...emptyModule,
      customs: [{ name: 'name', bytes, position: 0 }],
    })
    expect([module, [...functions]]).toEqual(['m', [[0, 'f']]])
  })

  it.each([
    { what: 'no section', customs: [] },
    {
      what: 'half a section',
      customs: [{ name: 'name', bytes: Uint8Array.of(1, 9, 1), position: 0 }],
    },
  ])('has no names for $what', ({ customs }) => {
    expect(moduleNames({ ...emptyModule, customs }).functions.size).toBe(0)
  })
})

it('V8 shows the names in the stack of a trap', () => {
  const trap = func(Uint8Array.of(0x00, 0x0b))
  const exports = [{ name: 'run', kind: 'func', index: 0 }] as const
  const bytes = moduleBytes([trap], { exports, customs: [nameSection(names)] })
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports
  expect(() => (run as () => void)()).toThrow(
    expect.objectContaining({ stack: expect.stringContaining('token.main') }),
  )
})
