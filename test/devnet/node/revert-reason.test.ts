import { AbiCoder, concat, getBytes, id } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { revertReason } from '../../../devnet/node/revert-reason.ts'

const abi = AbiCoder.defaultAbiCoder()
const selector = (signature: string) => id(signature).slice(0, 10)
const encode = (signature: string, type: string, value: unknown) =>
  getBytes(concat([selector(signature), abi.encode([type], [value])]))

describe('revertReason', () => {
  it('reads what Solidity encodes for revert and require', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(revertReason(encode('Error(string)', 'string', text))).toBe(text)
      }),
    )
  })

  // biome-ignore format: table
  it.each([
    { code: 0x01,  reason: 'assert(false)' },
    { code: 0x11,  reason: 'arithmetic underflow or overflow' },
    { code: 0x12,  reason: 'division or modulo by zero' },
    { code: 0x99,  reason: 'unknown panic code: 0x99' },
  ])('names panic $code', ({ code, reason }) => {
    expect(revertReason(encode('Panic(uint256)', 'uint256', code))).toBe(reason)
  })

  it('has no reason for a custom error or no data', () => {
    expect(revertReason(encode('Mine(uint256)', 'uint256', 1))).toBeUndefined()
    expect(revertReason(new Uint8Array())).toBeUndefined()
  })

  it('reads nothing outside of hostile data', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.constantFrom('Error(string)', 'Panic(uint256)'),
        (bytes, signature) => {
          const reason = revertReason(getBytes(concat([selector(signature), bytes])))
          expect(reason === undefined || typeof reason === 'string').toBe(true)
        },
      ),
    )
    const pastTheEnd = concat([
      selector('Error(string)'),
      abi.encode(['uint256', 'uint256'], [32, 1]),
    ])
    expect(revertReason(getBytes(pastTheEnd))).toBeUndefined()
    const huge = concat([selector('Error(string)'), abi.encode(['uint256'], [2n ** 256n - 1n])])
    expect(revertReason(getBytes(huge))).toBeUndefined()
  })
})
