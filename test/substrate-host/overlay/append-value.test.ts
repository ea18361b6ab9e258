import { describe, expect, it } from 'vitest'
import { AppendValue } from '../../../src/substrate-host/overlay/append-value.ts'

/** SCALE compact lengths as the specification gives them, for counts around where they get longer. */
// biome-ignore format: table
const lengths = [
  { count: 0,      encoded: [0x00] },
  { count: 63,     encoded: [0xfc] },
  { count: 64,     encoded: [0x01, 0x01] },
  { count: 16_383, encoded: [0xfd, 0xff] },
  { count: 16_384, encoded: [0x02, 0x00, 0x01, 0x00] },
]

describe('AppendValue', () => {
  it.each(lengths)('has $count items behind their count', ({ count, encoded }) => {
    const value = AppendValue.from(undefined)
    for (let i = 0; i < count; i++) value.append(Uint8Array.of(i & 0xff, 7))
    const bytes = value.bytes()
    expect([...bytes.subarray(0, encoded.length)]).toEqual(encoded)
    expect(bytes).toHaveLength(encoded.length + 2 * count)
    expect(
      bytes.subarray(encoded.length).every((byte, at) => byte === (at % 2 ? 7 : (at >> 1) & 0xff)),
    ).toBe(true)
  })

  it.each([
    {
      what: '2^30 - 1 items, one more',
      bytes: [0xfe, 0xff, 0xff, 0xff, 9],
      appended: [3, 0, 0, 0, 0x40, 9, 5],
    },
    {
      what: '2^32 - 1 items, one more',
      bytes: [3, 0xff, 0xff, 0xff, 0xff, 9],
      appended: [0, 9, 5],
    },
    { what: 'a count in a longer form than it needs', bytes: [1, 0, 9], appended: [4, 5] },
    { what: 'a count of 2^32', bytes: [7, 0, 0, 0, 0, 1, 9], appended: [4, 5] },
    { what: 'a count that is cut off', bytes: [2, 0, 1], appended: [4, 5] },
    { what: 'nothing', bytes: [], appended: [4, 5] },
  ])('takes $what', ({ bytes, appended }) => {
    const value = AppendValue.from(Uint8Array.from(bytes))
    value.append(Uint8Array.of(5))
    expect([...value.bytes()]).toEqual(appended)
  })

  it('goes back to where it was', () => {
    const value = AppendValue.from(Uint8Array.of(4, 1))
    const { count, end } = value
    for (let i = 0; i < 1000; i++) value.append(Uint8Array.of(2, 3, 4))
    value.truncate(count, end)
    expect([...value.bytes()]).toEqual([4, 1])
  })
})
