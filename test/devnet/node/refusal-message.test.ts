import { describe, expect, it } from 'vitest'
import { refusalError } from '../../../devnet/node/refusal-message.ts'
import { transactionRefusalCodes } from '../../../src/chain/transaction/transaction-refusal.ts'

const facts = { message: 'The facts.', expected: 7n, actual: 5n }

describe('refusalError', () => {
  // What viem 2 (errors/node.ts) and ethers 6 (provider-jsonrpc.ts) match on.
  // biome-ignore format: table
  it.each([
    { code: 'NONCE_TOO_LOW',              pattern: /nonce too low|transaction already imported|already known/ },
    { code: 'NONCE_TOO_HIGH',             pattern: /nonce too high/ },
    { code: 'NONCE_AT_MAXIMUM',           pattern: /nonce has max value/ },
    { code: 'INSUFFICIENT_FUNDS',         pattern: /insufficient funds|exceeds transaction sender account balance/ },
    { code: 'INTRINSIC_GAS_TOO_LOW',      pattern: /intrinsic gas too low/ },
    { code: 'GAS_LIMIT_ABOVE_BLOCK',      pattern: /exceeds block gas limit/ },
    { code: 'TYPE_NOT_ACTIVE',            pattern: /transaction type not (?:supported|valid)/ },
    { code: 'PRIORITY_FEE_ABOVE_MAX_FEE', pattern: /max priority fee per gas higher than max fee per gas|tip higher than fee cap/ },
    { code: 'MAX_FEE_BELOW_BASE_FEE',     pattern: /max fee per gas less than block base fee|transaction is outdated/ },
  ] as const)('$code in words that clients know', ({ code, pattern }) => {
    expect(refusalError({ code, ...facts })).toMatchObject({
      rpcCode: -32000,
      message: expect.stringMatching(pattern),
    })
  })

  it('calls bytes that are no transaction a wrong parameter', () => {
    for (const code of ['MALFORMED_RLP', 'MALFORMED_FIELD'] as const) {
      expect(refusalError({ code, ...facts }).rpcCode).toBe(-32602)
    }
  })

  it('always ends with the facts', () => {
    for (const code of transactionRefusalCodes) {
      expect(refusalError({ code, ...facts }).message).toMatch(/The facts\.$/)
    }
  })
})
