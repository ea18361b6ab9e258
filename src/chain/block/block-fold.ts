import type { Revision } from '../../engine/revision.ts'
import { statusCode } from '../../engine/status-code.ts'
import { type Address, ZERO_ADDRESS } from '../../primitives/address.ts'
import { type Bytes32, type Hash, ZERO_BYTES32 } from '../../primitives/bytes32.ts'
import { toHex } from '../../primitives/hex.ts'
import type { Gas } from '../../primitives/quantity.ts'
import { OverlayView, State, type StateDiff, type StateView } from '../../state/index.ts'
import type { BlockContext } from '../block-context.ts'
import type { Machine } from '../machine.ts'
import { type BlockRules, blockRules } from '../rules/block-rules.ts'
import { contractRules } from '../rules/contract-rules.ts'
import { blobGasOf } from '../transaction/check-blobs.ts'
import { encodeTransaction } from '../transaction/encode-transaction.ts'
import type { RecoveredTransaction } from '../transaction/recovered-transaction.ts'
import type { SignedTransaction } from '../transaction/transaction.ts'
import type { TransactionRefusal } from '../transaction/transaction-refusal.ts'
import type { TransactionReceipt } from '../transition/transaction-receipt.ts'
import { transition } from '../transition/transition.ts'
import { GAS_PER_BLOB } from './blob-fee.ts'
import { blobParametersAt } from './blob-schedule.ts'
import type { Block } from './block.ts'
import type { BlockRefusal } from './block-refusal.ts'
import { blockRewards, type Payment } from './block-rewards.ts'
import { BLOOM_LENGTH, logsBloom, mergeBloom } from './logs-bloom.ts'
import type { Receipt } from './receipt.ts'
import { DEPOSIT_REQUESTS, depositRequests, type Requests } from './requests.ts'
import { systemCall } from './system-call.ts'

const WEI_PER_GWEI = 1_000_000_000n
const NO_BYTES = new Uint8Array()
/** More than header, ommers and withdrawals of a block take: it is better to leave a transaction out than to be too long. */
const SIZE_WITHOUT_TRANSACTIONS = 4096
const LARGEST_RLP_HEADER = 9

export interface BlockFoldOptions {
  /** The state before the block. It must not change while the block is folded. */
  readonly view: StateView
  readonly context: BlockContext
  readonly revision: Revision
  readonly machine: Machine
  /** The state root after a diff to `view`: asked for by receipts before Byzantium. */
  stateRootAfter(diff: StateDiff): Hash
}

/** What of a block's header is known before its transactions run. */
export interface BlockStart {
  readonly parentHash: Hash
  /** From Cancun on (EIP-4788). */
  readonly parentBeaconBlockRoot: Bytes32 | undefined
}

/** What of a block's body is not transactions. */
export type BlockRest = Pick<Block, 'ommers' | 'withdrawals'>

/** The requests that a finished block makes, or why it cannot end. */
export type FinishedBlock =
  | { readonly ok: true; readonly requests: readonly Requests[] }
  | { readonly ok: false; readonly refusal: BlockRefusal }

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
  #size: number

  constructor(options: BlockFoldOptions) {
    this.#options = options
    this.#overlay = new OverlayView(options.view)
    this.#size = SIZE_WITHOUT_TRANSACTIONS
  }

  get gasUsed(): Gas {
    return this.#gasUsed
  }

  /** Of the transactions' blobs (EIP-4844). */
  get blobGasUsed(): Gas {
    return this.#blobGasUsed
  }

  /** Calls the contracts that note a hash of the block before its transactions (EIP-4788, EIP-2935). */
  start(hashes: BlockStart): void {
    for (const { contract, input } of this.#rules.startCalls) {
      systemCall(this.#overlay, this.#options, contract, hashes[input] ?? ZERO_BYTES32)
    }
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

  /** What follows the transactions: rewards, withdrawals, requests. */
  finish({ ommers, withdrawals }: BlockRest): FinishedBlock {
    this.#pay(blockRewards(this.#options.context, this.#rules, ommers))
    this.#pay(
      (withdrawals ?? []).map(({ address, amount }) => ({
        address,
        amount: amount * WEI_PER_GWEI,
      })),
    )
    const { requests } = this.#rules
    if (requests === 'none') return { ok: true, requests: [] }
    const logs = this.receipts.flatMap((receipt) => receipt.logs)
    const { depositContract = ZERO_ADDRESS } = this.#options.context.chain
    const deposits = depositRequests(logs, depositContract)
    if (deposits === undefined) return refuseDeposit()
    const made: Requests[] = [{ type: DEPOSIT_REQUESTS, data: deposits }]
    for (const { contract, type } of requests.calls) {
      const result = systemCall(this.#overlay, this.#options, contract, NO_BYTES)
      if (result?.statusCode !== statusCode.success) return refuseSystemCall(contract)
      made.push({ type, data: result.output })
    }
    return { ok: true, requests: made }
  }

  /** What the block has changed so far. */
  diff(): StateDiff {
    return this.#overlay.diff()
  }

  get #rules(): BlockRules {
    return blockRules[this.#options.revision]
  }

  /** Adds to balances; an account that gets nothing is touched all the same (EIP-161). */
  #pay(payments: readonly Payment[]): void {
    if (payments.length === 0) return
    const state = new State(this.#overlay)
    for (const { address, amount } of payments) state.addBalance(address, amount)
    const { touchedEmpty } = contractRules[this.#options.revision]
    this.#overlay.apply(
      state.finish({ deleteTouchedEmpty: touchedEmpty === 'deleted' ? 'yes' : 'no' }),
    )
  }

  #checkRoom({ transaction }: RecoveredTransaction): TransactionRefusal | undefined {
    const expected = this.#options.context.gasLimit - this.#gasUsed
    const { gasLimit: actual } = transaction
    if (actual <= expected) return this.#checkBlobRoom(transaction)
    const message = `The gas limit of ${actual} is above the ${expected} that is left of the block's.`
    return { code: 'GAS_LIMIT_ABOVE_BLOCK', message, expected, actual }
  }

  #checkBlobRoom(transaction: SignedTransaction): TransactionRefusal | undefined {
    const { context, revision } = this.#options
    const blobs = blobParametersAt(context.chain, revision, context.timestamp)
    const expected = (blobs?.max ?? 0n) * GAS_PER_BLOB - this.#blobGasUsed
    const actual = blobGasOf(transaction)
    if (actual <= expected) return this.#checkSize(transaction)
    const message = `The blobs use ${actual} blob gas, ${expected} is left of the block's.`
    return { code: 'BLOB_GAS_ABOVE_BLOCK', message, expected, actual }
  }

  #checkSize(transaction: SignedTransaction): TransactionRefusal | undefined {
    const { maxBlockSize } = this.#rules
    if (maxBlockSize === Number.POSITIVE_INFINITY) return undefined
    const size = encodeTransaction(transaction).length + LARGEST_RLP_HEADER
    if (this.#size + size <= maxBlockSize) return undefined
    const message = `The transaction has ${size} bytes, ${maxBlockSize - this.#size} are left of the block's (EIP-7934).`
    return { code: 'BLOCK_SIZE_EXCEEDED', message, actual: BigInt(size) }
  }

  #note({ transaction, hash, sender }: RecoveredTransaction, receipt: TransactionReceipt): void {
    const bloom = logsBloom(receipt.logs)
    mergeBloom(this.logsBloom, bloom)
    const hasRoot = this.#rules.receiptResult === 'stateRoot'
    if (this.#rules.maxBlockSize !== Number.POSITIVE_INFINITY) {
      this.#size += encodeTransaction(transaction).length + LARGEST_RLP_HEADER
    }
    this.included.push({ transaction, hash, sender })
    this.receipts.push({
      type: receipt.type,
      succeeded: receipt.statusCode === statusCode.success,
      stateRoot: hasRoot ? this.#options.stateRootAfter(this.#overlay.diff()) : undefined,
      cumulativeGasUsed: this.#gasUsed,
      gasUsed: receipt.gasUsed,
      effectiveGasPrice: receipt.effectiveGasPrice,
      logsBloom: bloom,
      logs: receipt.logs,
      createdAddress: receipt.contractAddress,
    })
  }
}

function refuseDeposit(): FinishedBlock {
  const message = 'An event of the deposit contract is no deposit (EIP-6110).'
  return { ok: false, refusal: { code: 'INVALID_DEPOSIT', message } }
}

function refuseSystemCall(contract: Address): FinishedBlock {
  const message = `The call of the system contract ${toHex(contract)} failed, or it does not exist (EIP-7685).`
  return { ok: false, refusal: { code: 'SYSTEM_CALL_FAILED', message } }
}
