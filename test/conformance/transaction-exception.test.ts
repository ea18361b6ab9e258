import { describe, expect, it } from 'vitest'
import { refusalCodesOf } from '../../src/conformance/transaction-exception.ts'

describe('expectException', () => {
  // biome-ignore format: table
  it.each([
    { text: 'TransactionException.NONCE_IS_MAX',                codes: ['NONCE_AT_MAXIMUM'] },
    { text: 'INSUFFICIENT_ACCOUNT_FUNDS',                       codes: ['INSUFFICIENT_FUNDS'] },
    { text: 'TransactionException.SENDER_NOT_EOA|TransactionException.TYPE_3_TX_ZERO_BLOBS',
      codes: ['SENDER_HAS_CODE', 'NO_BLOBS'] },
  ])('$text allows $codes', ({ text, codes }) => {
    expect([...(refusalCodesOf(text) ?? [])]).toEqual(codes)
  })

  it.each(['TransactionException.NO_SUCH_NAME', 'SENDER_NOT_EOA|toString', ''])(
    'is not judged when a name in it is not known: %j',
    (text) => {
      expect(refusalCodesOf(text)).toBeUndefined()
    },
  )
})
