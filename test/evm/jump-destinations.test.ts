import { expect, it } from 'vitest'
import { jumpDestinations } from '../../src/evm/jump-destinations.ts'
import { code, push } from './evm-code.ts'

function destinations(bytes: Uint8Array): number[] {
  const bitmap = jumpDestinations(bytes)
  return [...bytes.keys()].filter((at) => ((bitmap[at >> 3] ?? 0) >> (at & 7)) & 1)
}

// biome-ignore format: table
it.each([
  { what: 'no code',                              bytes: code(),                                   found: [] },
  { what: 'a JUMPDEST at either end',             bytes: code('JUMPDEST', 'STOP', 'JUMPDEST'),     found: [0, 2] },
  { what: 'not the immediate of a PUSH',          bytes: code('PUSH2', 0x5b, 0x5b, 'JUMPDEST'),    found: [3] },
  { what: 'PUSH0 has no immediate',               bytes: code('PUSH0', 'JUMPDEST'),                found: [1] },
  { what: 'an immediate that the end cuts off',   bytes: code('JUMPDEST', 'PUSH32', 0x5b),         found: [0] },
  { what: 'PUSH32 skips 32 bytes',                bytes: code(push(-1n), 'JUMPDEST'),              found: [33] },
])('finds jump destinations: $what', ({ bytes, found }) => {
  expect(destinations(bytes)).toEqual(found)
})
