import fc from 'fast-check'
import { emptyTransaction, type Transaction } from '../../../src/chain/transaction/transaction.ts'
import type { TransactionType } from '../../../src/chain/transaction/transaction-type.ts'
import { address } from '../../../src/primitives/address.ts'
import { bytes32 } from '../../../src/primitives/bytes32.ts'

/** The key that signs in these tests. */
export const privateKey = bytes32(new Uint8Array(32).fill(0x46))

const anyBytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
export const anyAddress = anyBytes(20).map(address)
export const anyBytes32 = anyBytes(32).map(bytes32)
const anyUint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })

const anyAccessList = fc.array(
  fc.record({ address: anyAddress, storageKeys: fc.array(anyBytes32, { maxLength: 3 }) }),
  { maxLength: 3 },
)
const anyAuthorization = fc.record({
  chainId: anyUint(64),
  address: anyAddress,
  nonce: anyUint(64),
  yParity: anyUint(8),
  r: anyUint(256),
  s: anyUint(256),
})
const anyFields = fc.record({
  nonce: anyUint(52),
  fee: anyUint(128),
  tip: anyUint(128),
  gasLimit: anyUint(64),
  to: fc.option(anyAddress, { nil: undefined }),
  value: anyUint(256),
  data: fc.uint8Array({ maxLength: 80 }),
  accessList: anyAccessList,
  maxFeePerBlobGas: anyUint(128),
  blobVersionedHashes: fc.array(anyBytes32, { maxLength: 2 }),
  authorizationList: fc.array(anyAuthorization, { maxLength: 2 }),
  chainId: fc.bigInt({ min: 1n, max: 2n ** 40n }),
  isReplayProtected: fc.boolean(),
})

/** Well-formed transactions of the given types: what a type does not have is empty. */
export function anyTransaction(types: readonly TransactionType[]): fc.Arbitrary<Transaction> {
  return fc.tuple(fc.constantFrom(...types), anyFields).map(([type, fields]) => {
    const { nonce, gasLimit, to, value, data, fee } = fields
    const base = { ...emptyTransaction, type, nonce, gasLimit, to, value, data }
    if (type === 'legacy') {
      const chainId = fields.isReplayProtected ? fields.chainId : undefined
      return { ...base, chainId, maxFeePerGas: fee, maxPriorityFeePerGas: fee }
    }
    const { chainId, accessList } = fields
    if (type === 'accessList') {
      return { ...base, chainId, accessList, maxFeePerGas: fee, maxPriorityFeePerGas: fee }
    }
    const maxFeePerGas = fee + fields.tip
    const dynamic = { ...base, chainId, accessList, maxFeePerGas, maxPriorityFeePerGas: fields.tip }
    if (type === 'feeMarket') return dynamic
    const recipient = to ?? address(new Uint8Array(20).fill(7))
    const { maxFeePerBlobGas, blobVersionedHashes, authorizationList } = fields
    if (type === 'blob') return { ...dynamic, to: recipient, maxFeePerBlobGas, blobVersionedHashes }
    return { ...dynamic, to: recipient, authorizationList }
  })
}
