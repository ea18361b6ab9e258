import { Transaction as EthersTransaction, Wallet } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeTransaction } from '../../../src/chain/transaction/decode-transaction.ts'
import { encodeTransaction } from '../../../src/chain/transaction/encode-transaction.ts'
import { recoverSender } from '../../../src/chain/transaction/recover-sender.ts'
import { signTransaction } from '../../../src/chain/transaction/sign-transaction.ts'
import type { Transaction } from '../../../src/chain/transaction/transaction.ts'
import { transactionTypes } from '../../../src/chain/transaction/transaction-type.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { keccak256 } from '../../../src/primitives/keccak256.ts'
import { anyTransaction, privateKey } from './any-transaction.ts'

/** The same transaction as ethers writes it down. */
function asEthers(transaction: Transaction): EthersTransaction {
  const { type, to, accessList } = transaction
  const hasOneGasPrice = type === 'legacy' || type === 'accessList'
  return EthersTransaction.from({
    type: transactionTypes[type].byte,
    chainId: transaction.chainId ?? 0n,
    nonce: Number(transaction.nonce),
    ...(hasOneGasPrice
      ? { gasPrice: transaction.maxFeePerGas }
      : {
          maxFeePerGas: transaction.maxFeePerGas,
          maxPriorityFeePerGas: transaction.maxPriorityFeePerGas,
        }),
    gasLimit: transaction.gasLimit,
    to: to === undefined ? null : toHex(to),
    value: transaction.value,
    data: toHex(transaction.data),
    ...(type === 'legacy'
      ? {}
      : {
          accessList: accessList.map(({ address, storageKeys }) => ({
            address: toHex(address),
            storageKeys: storageKeys.map(toHex),
          })),
        }),
  })
}

describe('encodeTransaction', () => {
  it('signs, encodes and hashes what ethers does', () => {
    const wallet = new Wallet(toHex(privateKey))
    fc.assert(
      fc.property(anyTransaction(['legacy', 'accessList', 'feeMarket']), (transaction) => {
        const signed = signTransaction(transaction, privateKey)
        const theirs = asEthers(transaction)
        theirs.signature = wallet.signingKey.sign(theirs.unsignedHash)
        const bytes = encodeTransaction(signed)
        expect(toHex(bytes)).toBe(theirs.serialized)
        expect(toHex(keccak256(bytes))).toBe(theirs.hash)
        const recovered = recoverSender(signed, 'osaka')
        expect(recovered.ok && toHex(recovered.sender)).toBe(theirs.from?.toLowerCase())
      }),
      { numRuns: 60 },
    )
  })

  it('is undone by decodeTransaction, for every type', () => {
    const types = ['legacy', 'accessList', 'feeMarket', 'blob', 'setCode'] as const
    fc.assert(
      fc.property(anyTransaction(types), (transaction) => {
        const signed = signTransaction(transaction, privateKey)
        expect(decodeTransaction(encodeTransaction(signed))).toEqual({
          ok: true,
          transaction: signed,
        })
      }),
    )
  })
})
