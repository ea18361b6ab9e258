import type { SignedTransaction, Transaction } from '../../src/chain/transaction/transaction.ts'
import { emptyTransaction } from '../../src/chain/transaction/transaction.ts'
import type { TransactionType } from '../../src/chain/transaction/transaction-type.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { serverError } from '../chain-error-code.ts'
import { LATEST } from '../params/block-id.ts'
import type { CallRequest } from '../params/call-request.ts'
import { SUGGESTED_PRIORITY_FEE } from './fee-market.ts'
import type { Node } from './node.ts'

/**
 * Makes a signed transaction of a request: nonce, gas, fees and chain id are filled in where it leaves them out.
 * @throws RpcError when the sender is not a funded account, the chain id is another's, or the gas cannot be estimated
 */
export function fillAndSign(node: Node, request: CallRequest): SignedTransaction {
  const { from, chainId = node.chainId } = request
  if (from === undefined) throw refuse('argument 0 (transaction).from', 'an address', undefined)
  if (!node.wallet.holds(from)) {
    throw serverError(`unknown account ${toHex(from)}: the node signs for its funded accounts only`)
  }
  if (chainId !== node.chainId) {
    throw serverError(`chainId does not match node's (have=${chainId}, want=${node.chainId})`)
  }
  const transaction: Transaction = {
    ...emptyTransaction,
    type: typeOf(request),
    chainId,
    nonce: request.nonce ?? node.miner.nextNonce(from),
    ...feesOf(node, request),
    gasLimit: request.gas ?? node.simulator.estimateGas(request, LATEST),
    to: request.to,
    value: request.value,
    data: request.input,
    accessList: request.accessList ?? [],
  }
  return node.wallet.signTransaction(transaction, from)
}

function typeOf({ gasPrice, accessList }: CallRequest): TransactionType {
  if (gasPrice === undefined) return 'feeMarket'
  return accessList === undefined ? 'legacy' : 'accessList'
}

function feesOf(
  node: Node,
  { gasPrice, maxFeePerGas, maxPriorityFeePerGas }: CallRequest,
): Pick<Transaction, 'maxFeePerGas' | 'maxPriorityFeePerGas'> {
  if (gasPrice !== undefined) return { maxFeePerGas: gasPrice, maxPriorityFeePerGas: gasPrice }
  const priority = maxPriorityFeePerGas ?? SUGGESTED_PRIORITY_FEE
  // Twice the base fee stays enough while it rises for six full blocks.
  const most = maxFeePerGas ?? 2n * node.fees.nextBaseFee() + priority
  return { maxFeePerGas: most, maxPriorityFeePerGas: priority < most ? priority : most }
}
