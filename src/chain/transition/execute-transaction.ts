import type { ExecutionResult } from '../../engine/execution-result.ts'
import type { TxContext } from '../../engine/host.ts'
import type { Revision } from '../../engine/revision.ts'
import { ZERO_ADDRESS } from '../../primitives/address.ts'
import { smaller } from '../../primitives/bigint-order.ts'
import type { Gas } from '../../primitives/quantity.ts'
import type { State, StateDiff, StateView } from '../../state/index.ts'
import type { BlockContext } from '../block-context.ts'
import type { Machine } from '../machine.ts'
import { delegationOf } from '../message/delegation.ts'
import { TransactionHost } from '../message/transaction-host.ts'
import { type TransactionRules, transactionRules } from '../rules/transaction-rules.ts'
import { blobGasOf } from '../transaction/check-blobs.ts'
import { intrinsicGas } from '../transaction/intrinsic-gas.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { applyAuthorizations } from './apply-authorizations.ts'
import { type GasPrice, gasPriceOf } from './gas-price.ts'
import type { SentTransaction } from './sent-transaction.ts'
import type { TransactionReceipt } from './transaction-receipt.ts'

/** What an executed transaction did. */
export interface ExecutedTransaction {
  readonly receipt: TransactionReceipt
  readonly diff: StateDiff
}

/**
 * Executes a transaction that has passed its checks: buys the gas, runs the message, refunds, pays the coinbase. Pure:
 * the view is not changed.
 * @throws EngineError when the machine, not the contract, failed; nothing happened then.
 * @see Yellow Paper, section 6
 */
export function executeTransaction(
  view: StateView,
  block: BlockContext,
  sent: SentTransaction,
  revision: Revision,
  machine: Machine,
): ExecutedTransaction {
  const { transaction, sender } = sent
  const rules = transactionRules[revision]
  const price = gasPriceOf(transaction, block.baseFee)
  const { intrinsic, floor } = intrinsicGas(transaction, rules)
  const state = machine.states.take(view)
  const txContext = txContextOf(block, sent, price)
  const host = new TransactionHost({ state, block, revision, machine, txContext })

  state.subtractBalance(sender, transaction.gasLimit * price.effective)
  const blobGas = blobGasOf(transaction)
  if (blobGas !== 0n) state.subtractBalance(sender, blobGas * block.blobBaseFee) // burnt (EIP-4844)
  state.setNonce(sender, state.nonce(sender) + 1n)
  if (host.rules.accessLists === 'kept') warmUp(host, sent, rules)
  const { authorizationList } = transaction
  const delegationRefund = applyAuthorizations(state, authorizationList, block.chain.chainId)
  if (host.rules.delegation === 'followed') warmDelegation(state, transaction)
  const result = sendMessage(host, sent, transaction.gasLimit - intrinsic)

  const { gasLeft } = result
  const gasRefund = result.gasRefund + delegationRefund
  const gas = settleGas(transaction.gasLimit, floor, { gasLeft, gasRefund }, rules)
  state.addBalance(sender, (transaction.gasLimit - gas.used) * price.effective)
  state.addBalance(block.coinbase, gas.used * price.priority)
  const diff = state.finish({
    deleteTouchedEmpty: host.rules.touchedEmpty === 'deleted' ? 'yes' : 'no',
  })
  machine.states.give(state)
  machine.watch?.({ view, block, sent, revision })
  return {
    diff,
    receipt: {
      type: transaction.type,
      statusCode: result.statusCode,
      gasUsed: gas.used,
      gasBeforeRefund: gas.beforeRefund,
      effectiveGasPrice: price.effective,
      contractAddress: result.createAddress,
      logs: host.logs,
      output: result.output,
      reason: result.reason,
    },
  }
}

function txContextOf(
  block: BlockContext,
  { transaction, sender }: SentTransaction,
  price: GasPrice,
): TxContext {
  return {
    gasPrice: price.effective,
    origin: sender,
    coinbase: block.coinbase,
    blockNumber: block.number,
    timestamp: block.timestamp,
    blockGasLimit: block.gasLimit,
    prevRandao: block.prevRandao,
    chainId: block.chain.chainId,
    baseFee: block.baseFee,
    blobBaseFee: block.blobBaseFee,
    blobHashes: transaction.blobVersionedHashes,
    maxInitCodeSize: block.chain.maxInitCodeSize,
  }
}

/** What is accessed from the start (EIP-2929, EIP-2930, EIP-3651); that precompiles are, the host knows. */
function warmUp(host: TransactionHost, sent: SentTransaction, rules: TransactionRules): void {
  const { state, block } = host
  const { transaction, sender } = sent
  state.warmAccount(sender)
  if (transaction.to !== undefined) state.warmAccount(transaction.to)
  if (rules.warmCoinbase === 'yes') state.warmAccount(block.coinbase)
  for (const entry of transaction.accessList) {
    state.warmAccount(entry.address)
    for (const key of entry.storageKeys) state.warmSlot(entry.address, key, 0)
  }
}

/** A transaction to an account that delegates warms what the account delegates to (EIP-7702). */
function warmDelegation(state: State, { to }: Transaction): void {
  const target = to && delegationOf(state.code(to).bytes)
  if (target !== undefined) state.warmAccount(target)
}

function sendMessage(host: TransactionHost, sent: SentTransaction, gas: Gas): ExecutionResult {
  const { transaction, sender } = sent
  const recipient = transaction.to ?? ZERO_ADDRESS
  return host.call({
    kind: transaction.to === undefined ? 'create' : 'call',
    isStatic: false,
    depth: 0,
    gas,
    recipient,
    sender,
    codeAddress: recipient,
    value: transaction.value,
    input: transaction.data,
    create2Salt: undefined,
    stackLeft: host.block.chain.stackHeight,
  })
}

/** Gas used before and after the refund, which is limited to a part of it, and not below the floor (EIP-7623). */
function settleGas(
  gasLimit: Gas,
  floor: Gas,
  { gasLeft, gasRefund }: Pick<ExecutionResult, 'gasLeft' | 'gasRefund'>,
  { refundQuotient }: TransactionRules,
): { readonly used: Gas; readonly beforeRefund: Gas } {
  const beforeRefund = gasLimit - gasLeft
  const afterRefund =
    gasRefund > 0n ? beforeRefund - smaller(gasRefund, beforeRefund / refundQuotient) : beforeRefund
  return { used: afterRefund < floor ? floor : afterRefund, beforeRefund }
}
