import { describe, expect, it } from 'vitest'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import {
  MODULE_LENGTH_OFFSET,
  MODULE_LENGTH_SECTION,
  moduleOfInitCode,
} from '../../src/wasm/init-code.ts'
import type { WasmModule } from '../../src/wasm/module.ts'

function moduleThatSays(length: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, length, true)
  const module: WasmModule = {
    types: [],
    imports: [],
    functions: [],
    tables: [],
    memories: [{ min: 1, max: undefined }],
    globals: [],
    exports: [],
    start: undefined,
    elements: [],
    data: [],
    hasDataCount: false,
    customs: [{ name: MODULE_LENGTH_SECTION, bytes, position: 0 }],
  }
  return encodeModule(module)
}

const { length } = moduleThatSays(0)

/** docs/decisions/constructor-arguments.md */
describe('moduleOfInitCode', () => {
  it('ends the module where it says', () => {
    const module = moduleThatSays(length)
    expect(moduleOfInitCode(Uint8Array.of(...module, 1, 2, 3))).toEqual(module)
    expect(moduleOfInitCode(module)).toEqual(module)
  })

  it.each([
    { says: 'more than there is', code: moduleThatSays(length + 1) },
    { says: 'less than the section itself takes', code: moduleThatSays(MODULE_LENGTH_OFFSET) },
    { says: 'nothing', code: Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 9, 9) },
    {
      says: 'something, cut off',
      code: moduleThatSays(length).subarray(0, MODULE_LENGTH_OFFSET + 3),
    },
    { says: 'nothing at all', code: new Uint8Array() },
  ])('takes all of the code for the module when it says $says', ({ code }) => {
    expect(moduleOfInitCode(code)).toBe(code)
  })
})
