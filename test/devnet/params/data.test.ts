import { describe, expect, it } from 'vitest'
import { address, data, hash, storageKey } from '../../../devnet/params/data.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { expectRefusal } from './expect-refusal.ts'

/** https://ethereum.org/developers/docs/apis/json-rpc/#unformatted-data-encoding */
describe('data', () => {
  it('reads bytes of either letter case', () => {
    expect([...data('0x00fFAb', '')]).toEqual([0, 255, 171])
    expect([...data('0x', '')]).toEqual([])
  })

  // biome-ignore format: table
  it.each([
    { decode: data,       value: '0x0',                    message: /even number of hex digits/ },
    { decode: data,       value: '004200',                 message: /hex with 0x/ },
    { decode: data,       value: '0xzz',                   message: /hex with 0x/ },
    { decode: data,       value: {},                       message: /got an object/ },
    { decode: address,    value: '0x00',                   message: /an address \(0x and 40 hex digits\), got "0x00"/ },
    { decode: address,    value: `0x${'0'.repeat(64)}`,    message: /an address/ },
    { decode: hash,       value: `0x${'0'.repeat(63)}`,    message: /a hash/ },
    { decode: hash,       value: undefined,                message: /got nothing/ },
    { decode: storageKey, value: `0x${'0'.repeat(65)}`,    message: /at most 32 bytes/ },
    { decode: storageKey, value: 'abc',                    message: /a storage key/ },
  ])('$decode.name refuses $value', ({ decode, value, message }) => {
    expectRefusal(decode, value, message)
  })

  it('takes a storage key short or padded', () => {
    const padded = `0x${'0'.repeat(62)}0a`
    for (const text of ['0xa', '0x0a', padded]) expect(toHex(storageKey(text, ''))).toBe(padded)
  })
})
