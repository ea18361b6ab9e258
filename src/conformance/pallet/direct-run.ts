import type { BlockContext } from '../../chain/block-context.ts'
import { transactionRules } from '../../chain/rules/transaction-rules.ts'
import { intrinsicGas } from '../../chain/transaction/intrinsic-gas.ts'
import {
  type ExecutedTransaction,
  executeTransaction,
} from '../../chain/transition/execute-transaction.ts'
import type { SentTransaction } from '../../chain/transition/sent-transaction.ts'
import type { Revision } from '../../engine/revision.ts'
import { ZERO_ADDRESS } from '../../primitives/address.ts'
import { smaller } from '../../primitives/bigint-order.ts'
import { toHex } from '../../primitives/hex.ts'
import type { MapView } from '../../state/index.ts'
import type { StateTestSetting } from '../run-state-test.ts'
import { type ObservedState, observeAfter } from './observed-state.ts'
import { PARENT_HASH } from './pallet-chain.ts'

/** A transaction of a state test with what it runs in. */
export interface DirectCase {
  readonly view: MapView
  readonly block: BlockContext
  readonly sent: SentTransaction
  readonly revision: Revision
}

/** What the direct engine did. */
export interface DirectResult {
  readonly executed: ExecutedTransaction
  /** Without what the transaction paid for its gas, and without the sender's nonce: the pallet has neither. */
  readonly state: ObservedState
}

/** The development runtime's limit. */
const PALLET_GAS_LIMIT = 60_000_000n
const PALLET_CHAIN_ID = 1_337n
const PALLET_MAX_CODE_SIZE = 1_048_576

/** What the pallet's chain has otherwise than the vectors' one, each by itself; the names complete `the contract depends on`. */
export const palletDifferences: Readonly<Record<string, (test: DirectCase) => DirectCase>> = {
  'the gas price': (test) => withTransaction(test, { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }),
  'the coinbase': (test) => withBlock(test, { coinbase: ZERO_ADDRESS }),
  'the gas limit of the block': (test) => withBlock(test, { gasLimit: PALLET_GAS_LIMIT }),
  'the difficulty': (test) => withBlock(test, { prevRandao: PARENT_HASH }),
  'the chain’s limits': ({ block, ...test }) => {
    const limits = { maxCodeSize: PALLET_MAX_CODE_SIZE, maxInitCodeSize: 2 * PALLET_MAX_CODE_SIZE }
    const chain = { ...block.chain, ...limits, chainId: PALLET_CHAIN_ID }
    return { ...test, block: { ...block, chain } }
  },
  'more gas than a block of the pallet has': (test) => {
    const { intrinsic } = intrinsicGas(test.sent.transaction, transactionRules[test.revision])
    const gasLimit = smaller(test.sent.transaction.gasLimit, PALLET_GAS_LIMIT + intrinsic)
    return withTransaction(test, { gasLimit })
  },
}

/** The same transaction as the pallet's chain would have it. */
export function asOnPalletChain(test: DirectCase): DirectCase {
  return Object.values(palletDifferences).reduce((changed, change) => change(changed), test)
}

/** Runs the message of the transaction, without a check of what the transaction may be. */
export function runDirect(
  { view, block, sent, revision }: DirectCase,
  { machine }: StateTestSetting,
): DirectResult {
  const executed = executeTransaction(view, block, sent, revision, machine)
  return { executed, state: withoutFee({ view, block, sent, revision }, executed) }
}

function withoutFee(
  { view, block, sent }: DirectCase,
  { receipt, diff }: ExecutedTransaction,
): ObservedState {
  const fee = receipt.gasUsed * receipt.effectiveGasPrice
  const state = new Map(observeAfter(view, diff))
  const add = (address: Uint8Array, amount: bigint): void => {
    const name = `${toHex(address)} balance`
    const balance = BigInt(state.get(name) ?? '0') + amount
    if (balance === 0n) state.delete(name)
    else state.set(name, String(balance))
  }
  add(sent.sender, fee)
  add(block.coinbase, -fee)
  state.delete(`${toHex(sent.sender)} nonce`)
  return state
}

function withBlock(test: DirectCase, changes: Partial<BlockContext>): DirectCase {
  return { ...test, block: { ...test.block, ...changes } }
}

function withTransaction(
  test: DirectCase,
  changes: Partial<SentTransaction['transaction']>,
): DirectCase {
  const { transaction, sender } = test.sent
  return { ...test, sent: { sender, transaction: { ...transaction, ...changes } } }
}
