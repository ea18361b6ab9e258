import { expect, it } from 'vitest'
import { boundGrowth } from '../../src/engine/bound-growth.ts'
import { decodeModule } from '../../src/wasm/decode-module.ts'
import { wat } from '../ewasm-eei/ewasm-contract.ts'

// biome-ignore format: table
it.each([
  { limits: '1',    bounded: { min: 1, max: 8 } },
  { limits: '1 4',  bounded: { min: 1, max: 4 } },
  { limits: '1 99', bounded: { min: 1, max: 8 } },
  { limits: '9 99', bounded: { min: 9, max: 9 } }, // what starts above the bound does not grow
])('bounds limits of $limits', ({ limits, bounded }) => {
  const module = decodeModule(wat(`(module (memory ${limits}) (table ${limits} funcref))`))
  const { memories, tables } = boundGrowth(module, { memoryPages: 8, tableElements: 8 })
  expect(memories).toEqual([bounded])
  expect(tables.map((table) => table.limits)).toEqual([bounded])
})
