import type { BlockContext } from '../../src/chain/block-context.ts'
import type { Chain } from '../../src/chain/chain.ts'
import { transactionRules } from '../../src/chain/rules/transaction-rules.ts'
import { intrinsicGas } from '../../src/chain/transaction/intrinsic-gas.ts'
import { emptyTransaction, type Transaction } from '../../src/chain/transaction/transaction.ts'
import { executeTransaction } from '../../src/chain/transition/execute-transaction.ts'
import type { SentTransaction } from '../../src/chain/transition/sent-transaction.ts'
import type { TransactionReceipt } from '../../src/chain/transition/transaction-receipt.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import { ZERO_ADDRESS } from '../../src/primitives/address.ts'
import type { Gas, Wei } from '../../src/primitives/quantity.ts'
import type { StateView } from '../../src/state/state-view.ts'
import { serverError } from '../chain-error-code.ts'
import type { BlockId } from '../params/block-id.ts'
import type { CallRequest } from '../params/call-request.ts'
import type { BlockReader } from './block-reader.ts'
import type { Clock } from './clock.ts'
import { leastGas } from './estimate-gas.ts'
import { executionError } from './execution-error.ts'

/** A call that is tried out, with the state and the block that it sees. */
interface Trial {
  readonly view: StateView
  readonly context: BlockContext
  readonly sent: SentTransaction
}

/** Tries calls out: executes them like transactions that nobody signed, and keeps nothing. */
export class Simulator {
  readonly #chain: Chain
  readonly #blocks: BlockReader
  readonly #clock: Clock

  constructor(chain: Chain, blocks: BlockReader, clock: Clock) {
    this.#chain = chain
    this.#blocks = blocks
    this.#clock = clock
  }

  /**
   * The output of a call on the state after a block.
   * @throws RpcError when it reverts or fails, or its sender cannot pay
   */
  call(request: CallRequest, id: BlockId): Uint8Array {
    const trial = this.#trial(request, id)
    const receipt = this.#execute(trial, trial.sent.transaction.gasLimit)
    if (receipt.statusCode === statusCode.success) return receipt.output
    throw executionError(receipt)
  }

  /**
   * The least gas limit with which a call succeeds on the state after a block.
   * @throws RpcError when it does not succeed with all the gas it may have
   */
  estimateGas(request: CallRequest, id: BlockId): Gas {
    const trial = this.#trial(request, id)
    const highest = this.#affordableGas(trial)
    const best = this.#execute(trial, highest)
    if (best.statusCode === statusCode.outOfGas) {
      throw serverError(`gas required exceeds allowance (${highest})`)
    }
    if (best.statusCode !== statusCode.success) throw executionError(best)
    const attempt = (gasLimit: Gas) => {
      const { statusCode: status, gasUsed } = this.#execute(trial, gasLimit)
      return { succeeded: status === statusCode.success, gasUsed }
    }
    return leastGas(attempt, this.#lowestGas(trial), highest, best.gasUsed)
  }

  #trial(request: CallRequest, id: BlockId): Trial {
    const block = this.#blocks.get(id)
    const isHead = id.kind === 'tag' && id.tag !== 'earliest'
    const actual = isHead ? this.#chain.nextContext(this.#clock()) : this.#chain.contextOf(block)
    const view = this.#chain.stateAt(block)
    const sender = request.from ?? ZERO_ADDRESS
    const isFree = (request.gasPrice ?? request.maxFeePerGas ?? 0n) === 0n
    // A call that offers no price is free, so that anyone may ask; one that does sees the block's base fee.
    const context = isFree ? { ...actual, baseFee: 0n } : actual
    const nonce = view.account(sender)?.nonce ?? 0n
    const transaction = unsigned(request, { chainId: this.#chain.chainId, nonce, context })
    checkPrice(transaction, context.baseFee)
    return { view, context, sent: { transaction, sender } }
  }

  #execute({ view, context, sent }: Trial, gasLimit: Gas): TransactionReceipt {
    const { transaction, sender } = sent
    const balance = view.account(sender)?.balance ?? 0n
    const cost = gasLimit * transaction.maxFeePerGas + transaction.value
    if (balance < cost) {
      throw serverError(
        `insufficient funds for gas * price + value: balance ${balance}, tx cost ${cost}, overshot ${cost - balance}`,
      )
    }
    const revision = this.#chain.revisionAt(context)
    const lowest = this.#lowestGas({ view, context, sent })
    if (gasLimit < lowest) {
      throw serverError(`intrinsic gas too low: gas ${gasLimit}, minimum needed ${lowest}`)
    }
    const attempt = { sender, transaction: { ...transaction, gasLimit } }
    return executeTransaction(view, context, attempt, revision, this.#chain.machine).receipt
  }

  #lowestGas({ context, sent }: Trial): Gas {
    const rules = transactionRules[this.#chain.revisionAt(context)]
    const { intrinsic, floor } = intrinsicGas(sent.transaction, rules)
    return larger(intrinsic, floor)
  }

  /** All the gas that the call may have: what it asks for, and with a price no more than its sender can pay. */
  #affordableGas({ view, context, sent }: Trial): Gas {
    const { gasLimit, maxFeePerGas, value } = sent.transaction
    const most = smaller(gasLimit, context.gasLimit)
    const balance = view.account(sent.sender)?.balance ?? 0n
    if (maxFeePerGas === 0n || balance < value) return most
    return smaller(most, (balance - value) / maxFeePerGas)
  }
}

/** A request as a transaction without signature. */
function unsigned(
  request: CallRequest,
  { chainId, nonce, context }: { chainId: bigint; nonce: bigint; context: BlockContext },
): Transaction {
  const maxFeePerGas: Wei = request.gasPrice ?? request.maxFeePerGas ?? 0n
  return {
    ...emptyTransaction,
    type: 'feeMarket',
    chainId,
    nonce,
    maxFeePerGas,
    maxPriorityFeePerGas: request.gasPrice ?? request.maxPriorityFeePerGas ?? 0n,
    gasLimit: request.gas ?? context.gasLimit,
    to: request.to,
    value: request.value,
    data: request.input,
    accessList: request.accessList ?? [],
  }
}

function checkPrice({ maxFeePerGas, maxPriorityFeePerGas }: Transaction, baseFee: Wei): void {
  if (maxPriorityFeePerGas > maxFeePerGas) {
    throw serverError(
      `max priority fee per gas higher than max fee per gas: maxPriorityFeePerGas: ${maxPriorityFeePerGas}, maxFeePerGas: ${maxFeePerGas}`,
    )
  }
  if (maxFeePerGas < baseFee) {
    throw serverError(
      `max fee per gas less than block base fee: maxFeePerGas: ${maxFeePerGas}, baseFee: ${baseFee}`,
    )
  }
}

function smaller(a: Gas, b: Gas): Gas {
  if (a < b) return a
  return b
}

function larger(a: Gas, b: Gas): Gas {
  if (a > b) return a
  return b
}
