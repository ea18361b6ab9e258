import { blobBaseFee } from '../chain/block/blob-fee.ts'
import type { BlockContext } from '../chain/block-context.ts'
import type { ChainParameters } from '../chain/chain-parameters.ts'
import type { Machine } from '../chain/machine.ts'
import { encodeLogs } from '../chain/message/log.ts'
import { blockRules } from '../chain/rules/block-rules.ts'
import { contractRules } from '../chain/rules/contract-rules.ts'
import { decodeTransaction } from '../chain/transaction/decode-transaction.ts'
import { recoverSender } from '../chain/transaction/recover-sender.ts'
import { emptyTransaction } from '../chain/transaction/transaction.ts'
import type { TransactionRefusal } from '../chain/transaction/transaction-refusal.ts'
import type { SentTransaction } from '../chain/transition/sent-transaction.ts'
import { transition } from '../chain/transition/transition.ts'
import type { Revision } from '../engine/revision.ts'
import { toBytes32 } from '../primitives/big-endian.ts'
import type { Hash } from '../primitives/bytes32.ts'
import { toHex } from '../primitives/hex.ts'
import { keccak256 } from '../primitives/keccak256.ts'
import { privateKeyToAddress } from '../primitives/secp256k1.ts'
import { OverlayView, State, type StateDiff, type StateView } from '../state/index.ts'
import type { StateTest, StateTestEnvironment, StateTestExpectation } from './state-test.ts'
import { refusalCodesOf } from './transaction-exception.ts'

/** The chain and the machine that state tests run on. */
export interface StateTestSetting {
  readonly chain: ChainParameters
  readonly machine: Machine
}

/**
 * Runs one transaction of a state test.
 * @returns undefined when root, logs and validity are as expected, else what differs
 */
export function runStateTest(
  test: StateTest,
  expectation: StateTestExpectation,
  revision: Revision,
  { chain, machine }: StateTestSetting,
): string | undefined {
  const { view } = test.state
  const block = blockOf(test.environment, revision, { ...chain, collisions: test.collisions })
  const sent = sentTransaction(test, expectation, revision)
  const result = sent.ok ? transition(view, block, sent, revision, machine) : sent
  const { exception } = expectation
  const misjudged = exception === undefined ? undefined : misjudgement(exception, result)
  if (misjudged !== undefined) return misjudged
  const diff = withReward(view, result.ok ? result.diff : undefined, block, revision)

  const logsHash = keccak256(encodeLogs(result.ok ? result.receipt.logs : []))
  const differences = [
    difference('state root', expectation.stateRoot, test.state.rootAfter(diff)),
    difference('logs', expectation.logsHash, logsHash),
  ].filter((text) => text !== undefined)
  if (differences.length === 0) return undefined
  const outcome = result.ok
    ? `status ${result.receipt.statusCode}, ${result.receipt.gasUsed} gas`
    : `refused: ${result.refusal.code}`
  return `${differences.join('; ')} (${outcome})`
}

/** How a transaction was judged that has to be refused, undefined when it was for a reason that the vector names. */
function misjudgement(
  exception: string,
  result: { readonly ok: true } | { readonly ok: false; readonly refusal: TransactionRefusal },
): string | undefined {
  if (result.ok) return `expected ${exception}, the transaction was executed`
  const codes = refusalCodesOf(exception)
  if (codes === undefined) return `the exception ${exception} is not known`
  const { code, message } = result.refusal
  return codes.has(code) ? undefined : `expected ${exception}, refused for ${code}: ${message}`
}

function difference(what: string, expected: Hash, actual: Hash): string | undefined {
  const [wanted, got] = [toHex(expected), toHex(actual)]
  return wanted === got ? undefined : `${what}: expected ${wanted}, got ${got}`
}

/** What a transaction and the end of the block do: the tests' miner gets a reward of 0, which touches its account. */
function withReward(
  view: StateView,
  diff: StateDiff | undefined,
  block: BlockContext,
  revision: Revision,
): StateDiff {
  const overlay = new OverlayView(view)
  if (diff !== undefined) overlay.apply(diff)
  const state = new State(overlay)
  state.touch(block.coinbase)
  const deleteTouchedEmpty = contractRules[revision].touchedEmpty === 'deleted' ? 'yes' : 'no'
  overlay.apply(state.finish({ deleteTouchedEmpty }))
  return overlay.diff()
}

/** A transaction with its sender, or why there is none. */
export type Sent =
  | ({ readonly ok: true } & SentTransaction)
  | { readonly ok: false; readonly refusal: TransactionRefusal }

/** The transaction that the expectation is of, or why nobody can have sent it. */
export function sentTransaction(
  test: StateTest,
  expectation: StateTestExpectation,
  revision: Revision,
): Sent {
  const { signedTransaction } = expectation
  if (signedTransaction === undefined) return legacyTransaction(test, expectation)
  const decoded = decodeTransaction(signedTransaction)
  if (!decoded.ok) return decoded
  const recovered = recoverSender(decoded.transaction, revision)
  if (!recovered.ok) return recovered
  return { ok: true, transaction: decoded.transaction, sender: recovered.sender }
}

function legacyTransaction(
  { transactions }: StateTest,
  { dataIndex, gasIndex, valueIndex }: StateTestExpectation,
): Sent {
  const { nonce, to, gasPrice, privateKey } = transactions
  return {
    ok: true,
    sender: privateKeyToAddress(privateKey),
    transaction: {
      ...emptyTransaction,
      type: 'legacy',
      chainId: undefined,
      nonce,
      to,
      maxFeePerGas: gasPrice,
      maxPriorityFeePerGas: gasPrice,
      gasLimit: transactions.gasLimit[gasIndex] ?? 0n,
      value: transactions.value[valueIndex] ?? 0n,
      data: transactions.data[dataIndex] ?? new Uint8Array(),
    },
  }
}

/** The block of a state test. */
export function blockOf(
  environment: StateTestEnvironment,
  revision: Revision,
  chain: ChainParameters,
): BlockContext {
  const { blobs } = blockRules[revision]
  const { coinbase, difficulty, gasLimit, number, timestamp, baseFee, prevRandao } = environment
  return {
    chain,
    number,
    timestamp,
    coinbase,
    gasLimit,
    prevRandao: prevRandao ?? toBytes32(difficulty),
    baseFee,
    blobBaseFee: blobs === undefined ? 0n : blobBaseFee(environment.excessBlobGas, blobs),
    getBlockHash: hashOfNumber,
  }
}

/** The vectors' block hashes: of the block's number in decimal digits. */
function hashOfNumber(number: bigint): Hash {
  return keccak256(new TextEncoder().encode(String(number)))
}
