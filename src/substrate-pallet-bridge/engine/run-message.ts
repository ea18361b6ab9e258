import type { BlockContext } from '../../chain/block-context.ts'
import type { Machine } from '../../chain/machine.ts'
import { TransactionHost } from '../../chain/message/transaction-host.ts'
import { contractRules } from '../../chain/rules/contract-rules.ts'
import { transactionRules } from '../../chain/rules/transaction-rules.ts'
import type { ExecutionResult } from '../../engine/execution-result.ts'
import type { TxContext } from '../../engine/host.ts'
import { isAtLeast, type Revision } from '../../engine/revision.ts'
import { type StatusCode, statusCode } from '../../engine/status-code.ts'
import { ZERO_ADDRESS } from '../../primitives/address.ts'
import { smaller } from '../../primitives/bigint-order.ts'
import type { Gas } from '../../primitives/quantity.ts'
import { State } from '../../state/index.ts'
import type { PalletMessage } from '../message/pallet-message.ts'
import type { PalletOutcome } from '../message/pallet-outcome.ts'
import type { PalletView } from '../storage/pallet-view.ts'
import { outcomeOfDiff } from './outcome-of-diff.ts'

/** What contracts of a chain run on. */
export interface MessageSetting {
  readonly machine: Machine
  /** Stack height that all nested messages share, in the units of docs/stack-height.md. */
  readonly stackHeight: number
}

const NOTHING = new Uint8Array(0)
/** A nonce that cannot grow (EIP-2681). */
const MAX_NONCE = 2n ** 64n - 1n

/**
 * Runs a message on the pallet's accounts, which stay as they are. Pure but for what the machine remembers of codes.
 *
 * As Ethereum's state transition between the purchase of the gas and its refund: there is no intrinsic gas and no fee, which are
 * the chain's; the sender's nonce counts creations only.
 *
 * @throws EngineError when the machine, not the contract, failed.
 * @see docs/substrate-bridge.md
 */
export function runMessage(
  view: PalletView,
  message: PalletMessage,
  { machine, stackHeight }: MessageSetting,
): PalletOutcome {
  const { sender, kind, gasLimit } = message
  const { revision } = message.rules
  const state = new State(view, machine.codes)
  const block = blockOf(message, stackHeight)
  const txContext = txContextOf(message, block)
  const host = new TransactionHost({ state, block, revision, machine, txContext })

  if (kind.kind !== 'call') {
    const nonce = state.nonce(sender)
    if (nonce === MAX_NONCE) return failed(statusCode.argumentOutOfRange, 0n)
    state.setNonce(sender, nonce + 1n)
  }
  warmUp(host, message)
  const result = host.call(rootMessage(message, stackHeight))
  const gasUsed = settleGas(gasLimit, result, revision)
  if (result.statusCode !== statusCode.success) {
    return failed(result.statusCode, gasUsed, result.output)
  }
  const deleteTouchedEmpty = contractRules[revision].touchedEmpty === 'deleted' ? 'yes' : 'no'
  return {
    status: result.statusCode,
    gasUsed,
    output: result.output,
    created: result.createAddress,
    logs: host.logs,
    ...outcomeOfDiff(view, state.finish({ deleteTouchedEmpty })),
  }
}

function blockOf({ block, maxCodeSize }: PalletMessage, stackHeight: number): BlockContext {
  const { number, timestamp, coinbase, gasLimit, prevRandao, chainId, parentHash } = block
  const maxInitCodeSize = 2 * maxCodeSize // EIP-3860
  return {
    chain: { chainId, maxCodeSize, maxInitCodeSize, stackHeight },
    number,
    timestamp,
    coinbase,
    gasLimit,
    prevRandao,
    baseFee: 0n,
    blobBaseFee: 0n,
    getBlockHash: (asked) => (asked === number - 1n ? parentHash : undefined),
  }
}

function txContextOf({ sender }: PalletMessage, block: BlockContext): TxContext {
  const { coinbase, number, timestamp, gasLimit, prevRandao, baseFee, blobBaseFee, chain } = block
  return {
    gasPrice: 0n,
    origin: sender,
    coinbase,
    blockNumber: number,
    timestamp,
    blockGasLimit: gasLimit,
    prevRandao,
    chainId: chain.chainId,
    baseFee,
    blobBaseFee,
    blobHashes: [],
    maxInitCodeSize: chain.maxInitCodeSize,
  }
}

/** What is accessed from the start (EIP-2929, EIP-3651). */
function warmUp(
  { state, revision }: TransactionHost,
  { sender, kind, block }: PalletMessage,
): void {
  if (!isAtLeast(revision, 'berlin')) return
  state.warmAccount(sender)
  if (kind.kind === 'call') state.warmAccount(kind.target)
  if (transactionRules[revision].warmCoinbase === 'yes') state.warmAccount(block.coinbase)
}

function rootMessage(
  { kind, sender, value, gasLimit, input }: PalletMessage,
  stackHeight: number,
): Parameters<TransactionHost['call']>[0] {
  const recipient = kind.kind === 'call' ? kind.target : ZERO_ADDRESS
  return {
    kind: kind.kind,
    isStatic: false,
    depth: 0,
    gas: gasLimit,
    recipient,
    sender,
    codeAddress: recipient,
    value,
    input,
    create2Salt: kind.kind === 'create2' ? kind.salt : undefined,
    stackLeft: stackHeight,
  }
}

/** Gas used after the refund, which is limited to a part of it (EIP-3529). */
function settleGas(
  gasLimit: Gas,
  { gasLeft, gasRefund }: ExecutionResult,
  revision: Revision,
): Gas {
  const used = gasLimit - gasLeft
  if (gasRefund <= 0n) return used
  return used - smaller(gasRefund, used / transactionRules[revision].refundQuotient)
}

function failed(status: StatusCode, gasUsed: Gas, output: Uint8Array = NOTHING): PalletOutcome {
  return {
    status,
    gasUsed,
    output,
    created: undefined,
    burned: 0n,
    accounts: [],
    codes: [],
    logs: [],
  }
}
