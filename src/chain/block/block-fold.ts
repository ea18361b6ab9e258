import type { Revision } from '../../engine/revision.ts'
import { statusCode } from '../../engine/status-code.ts'
import type { Gas } from '../../primitives/quantity.ts'
import { OverlayView, State, type StateDiff, type StateView } from '../../state/index.ts'
import type { BlockContext } from '../block-context.ts'
import type { Machine } from '../machine.ts'
import { blockRules } from '../rules/block-rules.ts'
import { contractRules } from '../rules/contract-rules.ts'
import { blobGasOf } from '../transaction/check-blobs.ts'
import type { RecoveredTransaction } from '../transaction/recovered-transaction.ts'
import type { Transaction } from '../transaction/transaction.ts'
import type { TransactionRefusal } from '../transaction/transaction-refusal.ts'
import type { TransactionReceipt } from '../transition/transaction-receipt.ts'
import { transition } from '../transition/transition.ts'
import { BLOOM_LENGTH, logsBloom, mergeBloom } from './logs-bloom.ts'
import type { Receipt } from './receipt.ts'
import type { Withdrawal } from './withdrawal.ts'

const WEI_PER_GWEI = 1_000_000_000n

export interface BlockFoldOptions {
  /** The state before the block. It must not change while the block is folded. */
  readonly view: StateView
  readonly context: BlockContext
  readonly revision: Revision
  readonly machine: Machine
}

/** A block in the making: transactions one after the other, each on the state that the ones before it left. */
export class BlockFold {
  readonly included: RecoveredTransaction[] = []
  readonly receipts: Receipt[] = []
  /** Of all logs so far. */
  readonly logsBloom = new Uint8Array(BLOOM_LENGTH)
  readonly #options: BlockFoldOptions
  readonly #overlay: OverlayView
  #gasUsed = 0n
  #blobGasUsed = 0n

  constructor(options: BlockFoldOptions) {
    this.#options = options
    this.#overlay = new OverlayView(options.view)
  }

  get gasUsed(): Gas {
    return this.#gasUsed
  }

  /** Of the transactions' blobs (EIP-4844). */
  get blobGasUsed(): Gas {
    return this.#blobGasUsed
  }

  /** Executes the next transaction. A refused one leaves the block as it was. */
  add(recovered: RecoveredTransaction): TransactionRefusal | undefined {
    const { context, revision, machine } = this.#options
    const refusal = this.#checkRoom(recovered)
    if (refusal !== undefined) return refusal
    const result = transition(this.#overlay, context, recovered, revision, machine)
    if (!result.ok) return result.refusal
    this.#overlay.apply(result.diff)
    this.#gasUsed += result.receipt.gasUsed
    this.#blobGasUsed += blobGasOf(recovered.transaction)
    this.#note(recovered, result.receipt)
    return undefined
  }

  /** Pays the withdrawals, after all transactions (EIP-4895). */
  withdraw(withdrawals: readonly Withdrawal[]): void {
    const state = new State(this.#overlay)
    for (const { address, amount } of withdrawals) {
      state.addBalance(address, amount * WEI_PER_GWEI)
    }
    const { touchedEmpty } = contractRules[this.#options.revision]
    this.#overlay.apply(
      state.finish({ deleteTouchedEmpty: touchedEmpty === 'deleted' ? 'yes' : 'no' }),
    )
  }

  /** What the block has changed so far. */
  diff(): StateDiff {
    return this.#overlay.diff()
  }

  #checkRoom({ transaction }: RecoveredTransaction): TransactionRefusal | undefined {
    const expected = this.#options.context.gasLimit - this.#gasUsed
    const { gasLimit: actual } = transaction
    if (actual <= expected) return this.#checkBlobRoom(transaction)
    const message = `The gas limit of ${actual} is above the ${expected} that is left of the block's.`
    return { code: 'GAS_LIMIT_ABOVE_BLOCK', message, expected, actual }
  }

  #checkBlobRoom(transaction: Transaction): TransactionRefusal | undefined {
    const expected = blockRules[this.#options.revision].blobGasLimit - this.#blobGasUsed
    const actual = blobGasOf(transaction)
    if (actual <= expected) return undefined
    const message = `The blobs use ${actual} blob gas, ${expected} is left of the block's.`
    return { code: 'BLOB_GAS_ABOVE_BLOCK', message, expected, actual }
  }

  #note({ transaction, hash, sender }: RecoveredTransaction, receipt: TransactionReceipt): void {
    const bloom = logsBloom(receipt.logs)
    mergeBloom(this.logsBloom, bloom)
    this.included.push({ transaction, hash, sender })
    this.receipts.push({
      type: receipt.type,
      succeeded: receipt.statusCode === statusCode.success,
      cumulativeGasUsed: this.#gasUsed,
      gasUsed: receipt.gasUsed,
      effectiveGasPrice: receipt.effectiveGasPrice,
      logsBloom: bloom,
      logs: receipt.logs,
      createdAddress: receipt.contractAddress,
    })
  }
}
