import { objectOf, unsupported } from '../../src/json-rpc/params/object.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import type { Address } from '../../src/primitives/address.ts'
import type { Gas, Wei } from '../../src/primitives/quantity.ts'
import type { AccessListEntry } from './access-list.ts'
import { accessList } from './access-list.ts'
import { address, data } from './data.ts'
import { quantity, quantity64 } from './quantity.ts'

/**
 * The object of `eth_call`, `eth_estimateGas` and `eth_sendTransaction`: a transaction of which everything may be left out.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/schemas/transaction.yaml (GenericTransaction)
 */
export interface CallRequest {
  readonly type: bigint | undefined
  readonly from: Address | undefined
  /** Absent: creates a contract. */
  readonly to: Address | undefined
  readonly gas: Gas | undefined
  readonly gasPrice: Wei | undefined
  readonly maxFeePerGas: Wei | undefined
  readonly maxPriorityFeePerGas: Wei | undefined
  readonly value: Wei
  readonly input: Uint8Array
  readonly nonce: bigint | undefined
  readonly chainId: bigint | undefined
  readonly accessList: readonly AccessListEntry[] | undefined
}

const decode = objectOf({
  type: quantity64,
  from: address,
  to: address,
  gas: quantity64,
  gasPrice: quantity,
  maxFeePerGas: quantity,
  maxPriorityFeePerGas: quantity,
  value: quantity,
  input: data,
  data,
  nonce: quantity64,
  chainId: quantity,
  accessList,
  authorizationList: unsupported, // EIP-7702
  blobVersionedHashes: unsupported, // EIP-4844
  blobs: unsupported,
})

/** A call or transaction request. @throws RpcError */
export function callRequest(value: unknown, path: string): CallRequest {
  const fields = decode(value, path)
  const { input, data: oldName, gasPrice, maxFeePerGas, maxPriorityFeePerGas } = fields
  if (input !== undefined && oldName !== undefined && !Buffer.from(input).equals(oldName)) {
    throw refuse(path, '"data" and "input" to be the same when both are given', value)
  }
  if (gasPrice !== undefined && (maxFeePerGas ?? maxPriorityFeePerGas) !== undefined) {
    throw refuse(path, 'either gasPrice or maxFeePerGas and maxPriorityFeePerGas', value)
  }
  return {
    type: fields.type,
    from: fields.from,
    to: fields.to,
    gas: fields.gas,
    gasPrice,
    maxFeePerGas,
    maxPriorityFeePerGas,
    value: fields.value ?? 0n,
    input: input ?? oldName ?? new Uint8Array(),
    nonce: fields.nonce,
    chainId: fields.chainId,
    accessList: fields.accessList,
  }
}
