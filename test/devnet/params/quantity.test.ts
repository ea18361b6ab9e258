import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { index, quantity, quantity64 } from '../../../devnet/params/quantity.ts'
import { expectRefusal } from './expect-refusal.ts'

/** https://ethereum.org/developers/docs/apis/json-rpc/#quantities-encoding */
describe('quantity', () => {
  it('reads every 256-bit number', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 256n - 1n), (number) => {
        expect(quantity(`0x${number.toString(16)}`, '')).toBe(number)
      }),
    )
  })

  // biome-ignore format: table
  it.each([
    { value: '0x',                   message: /expected a quantity.*got "0x"/ },
    { value: '0x0400',               message: /without leading zeros/ },
    { value: 'ff',                   message: /got "ff"/ },
    { value: '0xfg',                 message: /got "0xfg"/ },
    { value: '0x1\n',                message: /expected a quantity/ },
    { value: 5,                      message: /got the number 5/ },
    { value: null,                   message: /got null/ },
    { value: [],                     message: /got an array of 0/ },
    { value: `0x1${'0'.repeat(64)}`, message: /at most 256 bits/ },
  ])('refuses $value', ({ value, message }) => expectRefusal(quantity, value, message))

  it('bounds what must fit 64 and 32 bits', () => {
    expect(quantity64('0xffffffffffffffff', '')).toBe(2n ** 64n - 1n)
    expectRefusal(quantity64, '0x10000000000000000', /at most 64 bits/)
    expect(index('0xffffffff', '')).toBe(2 ** 32 - 1)
    expectRefusal(index, '0x100000000', /at most 32 bits/)
  })
})
