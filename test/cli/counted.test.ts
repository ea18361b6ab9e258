import { expect, it } from 'vitest'
import { counted } from '../../src/cli/counted.ts'

// biome-ignore format: table
it.each([
  { count: 0, text: '0 functions' },
  { count: 1, text: '1 function' },
  { count: 2, text: '2 functions' },
])('$count: $text', ({ count, text }) => {
  expect(counted(count, 'function')).toBe(text)
})
