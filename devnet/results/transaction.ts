import { signatureV } from '../../src/chain/transaction/encode-transaction.ts'
import type { AccessListEntry, SignedTransaction } from '../../src/chain/transaction/transaction.ts'
import { transactionTypes } from '../../src/chain/transaction/transaction-type.ts'
import { gasPriceOf } from '../../src/chain/transition/gas-price.ts'
import type { JsonObject } from '../../src/json-rpc/json.ts'
import type { PlacedTransaction } from '../node/placed.ts'
import { data, quantity } from './value.ts'

/**
 * A transaction as JSON, with its place in the chain or null for it.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/schemas/transaction.yaml
 */
export function transaction(placed: PlacedTransaction): JsonObject {
  const { transaction: signed, hash, sender, block, index } = placed
  return {
    blockHash: block === undefined ? null : data(block.hash),
    blockNumber: block === undefined ? null : quantity(block.header.number),
    blockTimestamp: block === undefined ? null : quantity(block.header.timestamp),
    transactionIndex: block === undefined ? null : quantity(index),
    hash: data(hash),
    from: data(sender),
    type: quantity(transactionTypes[signed.type].byte),
    nonce: quantity(signed.nonce),
    to: signed.to === undefined ? null : data(signed.to),
    gas: quantity(signed.gasLimit),
    value: quantity(signed.value),
    input: data(signed.data),
    ...fees(placed),
    ...(signed.type === 'legacy' ? {} : { accessList: signed.accessList.map(accessListEntry) }),
    ...signature(signed),
  }
}

/** The price that is paid, or would be at most; the two limits where the type has them (EIP-1559). */
function fees({ transaction: signed, block }: PlacedTransaction): JsonObject {
  const { type, maxFeePerGas, maxPriorityFeePerGas } = signed
  const paid = block && gasPriceOf(signed, block.header.baseFeePerGas ?? 0n).effective
  const gasPrice = quantity(paid ?? maxFeePerGas)
  if (type === 'legacy' || type === 'accessList') return { gasPrice }
  return {
    gasPrice,
    maxFeePerGas: quantity(maxFeePerGas),
    maxPriorityFeePerGas: quantity(maxPriorityFeePerGas),
  }
}

function signature(signed: SignedTransaction): JsonObject {
  const { type, chainId, yParity, r, s } = signed
  return {
    chainId: chainId === undefined ? undefined : quantity(chainId),
    v: quantity(signatureV(signed)),
    r: quantity(r),
    s: quantity(s),
    yParity: type === 'legacy' ? undefined : quantity(yParity),
  }
}

function accessListEntry({ address, storageKeys }: AccessListEntry): JsonObject {
  return { address: data(address), storageKeys: storageKeys.map(data) }
}
