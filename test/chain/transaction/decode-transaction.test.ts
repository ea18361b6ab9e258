import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeTransaction } from '../../../src/chain/transaction/decode-transaction.ts'
import { encodeTransaction } from '../../../src/chain/transaction/encode-transaction.ts'
import { signTransaction } from '../../../src/chain/transaction/sign-transaction.ts'
import { emptyTransaction } from '../../../src/chain/transaction/transaction.ts'
import { transactionRefusalCodes } from '../../../src/chain/transaction/transaction-refusal.ts'
import { fromHex, toHex } from '../../../src/primitives/hex.ts'
import { privateKey } from './any-transaction.ts'

const transfer = encodeTransaction(
  signTransaction({ ...emptyTransaction, type: 'feeMarket', chainId: 7n }, privateKey),
)

function refusalOf(bytes: Uint8Array): string | undefined {
  const decoded = decodeTransaction(bytes)
  return decoded.ok ? undefined : decoded.refusal.code
}

describe('decodeTransaction', () => {
  // biome-ignore format: table
  it.each([
    { what: 'nothing',                   bytes: '',                        code: 'UNKNOWN_TYPE' },
    { what: 'an unknown type',           bytes: '05c0',                    code: 'UNKNOWN_TYPE' },
    { what: 'a type byte alone',         bytes: '02',                      code: 'MALFORMED_RLP' },
    { what: 'a list that is cut off',    bytes: 'f8',                      code: 'MALFORMED_RLP' },
    { what: 'a claimed length of 2^64',  bytes: 'ffffffffffffffffff',      code: 'MALFORMED_RLP' },
    { what: 'too few fields',            bytes: 'c3010203',                code: 'MALFORMED_FIELD' },
    { what: 'a list for a number',       bytes: 'c9c08080808080808080',    code: 'MALFORMED_FIELD' },
    { what: 'v = 29',                    bytes: 'c98080808080801d0101',    code: 'MALFORMED_FIELD' },
    { what: 'a number with leading 0',   bytes: 'c90080808080801b0101',    code: 'MALFORMED_FIELD' },
  ])('refuses $what with $code', ({ bytes, code }) => {
    expect(refusalOf(fromHex(bytes))).toBe(code)
  })

  it('refuses every prefix of a transaction, and a byte too many', () => {
    for (let length = 0; length < transfer.length; length++) {
      expect(refusalOf(transfer.subarray(0, length))).toBeDefined()
    }
    expect(refusalOf(Uint8Array.of(...transfer, 0))).toBe('MALFORMED_RLP')
  })

  it('never throws, and what it accepts has that one encoding', () => {
    fc.assert(
      fc.property(
        fc.nat(transfer.length - 1),
        fc.nat(255),
        fc.uint8Array({ maxLength: 4 }),
        (at, byte, tail) => {
          const bytes = Uint8Array.of(...transfer, ...tail)
          bytes[at] = byte
          const decoded = decodeTransaction(bytes)
          if (decoded.ok) expect(toHex(encodeTransaction(decoded.transaction))).toBe(toHex(bytes))
          else expect(transactionRefusalCodes).toContain(decoded.refusal.code)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
