import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delegationOf, delegationTo } from '../../../src/chain/message/delegation.ts'
import { address } from '../../../src/primitives/address.ts'
import { fromHex, toHex } from '../../../src/primitives/hex.ts'

const target = address(new Uint8Array(20).fill(0xaa))

describe('delegation', () => {
  it('is 0xef0100 and the address (EIP-7702)', () => {
    expect(toHex(delegationTo(target))).toBe(`0xef0100${'aa'.repeat(20)}`)
    const addresses = fc.uint8Array({ minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(addresses, (bytes) => {
        expect(delegationOf(delegationTo(address(bytes)))).toEqual(bytes)
      }),
    )
  })

  it.each(['0x', '0xef0100', `0xef0101${'aa'.repeat(20)}`, `0xef0100${'aa'.repeat(21)}`])(
    'is not %s',
    (code) => {
      expect(delegationOf(fromHex(code))).toBeUndefined()
    },
  )
})
