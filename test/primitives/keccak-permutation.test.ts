import { expect, it } from 'vitest'
import { rotationOffsets, roundConstants } from '../../src/primitives/keccak-permutation.ts'

it('ι has the round constants of the Keccak reference, section 1.2', () => {
  expect(roundConstants.slice(0, 4)).toEqual([
    0x0000000000000001n,
    0x0000000000008082n,
    0x800000000000808an,
    0x8000000080008000n,
  ])
  expect(roundConstants[23]).toBe(0x8000000080008008n)
})

it('ρ has the offsets of FIPS 202, table 2, modulo 64', () => {
  // Rows are y = 0 .. 4, columns x = 0 .. 4; the table of the standard is in steps of the full triangular numbers.
  const table = [
    [0, 1, 190, 28, 91],
    [36, 300, 6, 55, 276],
    [3, 10, 171, 153, 231],
    [105, 45, 15, 21, 136],
    [210, 66, 253, 120, 78],
  ]
  expect(rotationOffsets).toEqual(table.flat().map((offset) => offset % 64))
})
