import { expect, it } from 'vitest'
import { compileLazily, compileOptimised } from '../../src/primitives/optimised-module.ts'

const EMPTY = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])
/** The same with a custom section. */
const OTHER = Uint8Array.from([...EMPTY, 0, 2, 1, 0x61])

it('a kernel is compiled once, a contract each time', () => {
  expect(compileOptimised(EMPTY)).toBe(compileOptimised(EMPTY.slice()))
  expect(compileOptimised(EMPTY)).not.toBe(compileOptimised(OTHER))
  expect(compileLazily(EMPTY)).not.toBe(compileLazily(EMPTY))
  expect(compileOptimised(EMPTY)).toBeInstanceOf(WebAssembly.Module)
})
