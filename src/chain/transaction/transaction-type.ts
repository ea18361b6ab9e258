import type { Revision } from '../../engine/revision.ts'
import type { TransactionFieldName } from './transaction-field.ts'

/** How a type of transaction is written and when it came. */
export interface TransactionTypeRow {
  /** First byte of the envelope (EIP-2718), and the type number of RPC; a legacy transaction has no such byte. */
  readonly byte: number
  readonly since: Revision
  /** Fields in their order, without the signature. */
  readonly fields: readonly TransactionFieldName[]
}

/** The types of transactions. */
// biome-ignore format: table
export const transactionTypes = {
  legacy:     { byte: 0, since: 'frontier', fields: ['nonce', 'gasPrice', 'gasLimit', 'to', 'value', 'data'] },
  accessList: { byte: 1, since: 'berlin', // EIP-2930
                fields: ['chainId', 'nonce', 'gasPrice', 'gasLimit', 'to', 'value', 'data', 'accessList'] },
  feeMarket:  { byte: 2, since: 'london', // EIP-1559
                fields: ['chainId', 'nonce', 'maxPriorityFeePerGas', 'maxFeePerGas', 'gasLimit', 'to', 'value', 'data',
                         'accessList'] },
  blob:       { byte: 3, since: 'cancun', // EIP-4844
                fields: ['chainId', 'nonce', 'maxPriorityFeePerGas', 'maxFeePerGas', 'gasLimit', 'recipient', 'value',
                         'data', 'accessList', 'maxFeePerBlobGas', 'blobVersionedHashes'] },
  setCode:    { byte: 4, since: 'prague', // EIP-7702
                fields: ['chainId', 'nonce', 'maxPriorityFeePerGas', 'maxFeePerGas', 'gasLimit', 'recipient', 'value',
                         'data', 'accessList', 'authorizationList'] },
} as const satisfies Record<string, TransactionTypeRow>

export type TransactionType = keyof typeof transactionTypes

/** The type whose envelope starts with `byte`, undefined when there is none. */
export function transactionTypeOf(byte: number): Exclude<TransactionType, 'legacy'> | undefined {
  return envelopeTypes.find((type) => transactionTypes[type].byte === byte)
}

const envelopeTypes = ['accessList', 'feeMarket', 'blob', 'setCode'] as const
