import { transactionRules } from '../../chain/rules/transaction-rules.ts'
import { intrinsicGas } from '../../chain/transaction/intrinsic-gas.ts'
import type { Revision } from '../../engine/revision.ts'
import { preparePrecompiles } from '../../precompiles/prepare-precompiles.ts'
import { toHex } from '../../primitives/hex.ts'
import type { CaseReport, CaseVerdict } from '../case-report.ts'
import { ewasmStateSetting } from '../ewasm-state.ts'
import { revisionOfFork } from '../fork-name.ts'
import { blockOf, runStateTest, type StateTestSetting, sentTransaction } from '../run-state-test.ts'
import { readStateTest, type StateTest, type StateTestExpectation } from '../state-test.ts'
import type { Suite } from '../suite.ts'
import { readVectorObject } from '../vector-json.ts'
import {
  asOnPalletChain,
  type DirectCase,
  type DirectResult,
  palletDifferences,
  runDirect,
} from './direct-run.ts'
import { gasOfEvents } from './expected-events.ts'
import { firstDifference, type ObservedState } from './observed-state.ts'
import { PalletChain } from './pallet-chain.ts'
import { observeEntries, palletEntries, rulesEntry } from './pallet-entries.ts'
import type { ContractDispatch } from './sudo-extrinsic.ts'

/** What a run of this suite works with. */
interface PalletSetting {
  readonly chain: PalletChain
  readonly direct: StateTestSetting
}

/**
 * The state tests of Ewasm through the pallet: the state before is put into the chain's storage, the transaction becomes an
 * extrinsic, a block is made of it by the development runtime.
 *
 * Of each case three things are looked at. The direct engine has to pass the vector itself. The direct engine, under what the
 * pallet's chain has otherwise (gas price, coinbase, limits), has to end with the same storage, balances and logs: where it does
 * not, the contract depends on that, the case cannot be expressed and is skipped with the reason. In both cases the
 * pallet has to end as that second run did.
 */
export const ewasmStateThroughPallet: Suite = {
  name: 'ewasm-state',
  summary: 'The state tests of Ewasm contracts, through a FRAME runtime and its pallet.',
  accepts: (path) => path.endsWith('.json'),
  async run(path, report) {
    opened ??= Promise.all([PalletChain.open(), preparePrecompiles()]).then(([chain]) => chain)
    const chain = await opened
    for (const [name, json] of Object.entries(readVectorObject(path))) {
      runTest(readStateTest(path, name, json), name, report, { chain, direct: ewasmStateSetting() })
    }
  },
}

/** One for all files of a thread: it takes longer to open than a case to run. */
let opened: Promise<PalletChain> | undefined

function runTest(test: StateTest, name: string, report: CaseReport, setting: PalletSetting): void {
  for (const expectation of test.expectations) {
    const { fork, dataIndex, gasIndex, valueIndex } = expectation
    const caseName = `${name}/${fork}/d${dataIndex}g${gasIndex}v${valueIndex}`
    const revision = revisionOfFork(fork)
    if (revision !== 'byzantium') {
      report.skip(caseName, `the suite sets the pallet to Byzantium, this is ${fork}`)
      continue
    }
    report.judge(caseName, () => runCase(test, expectation, revision, setting))
  }
}

function runCase(
  test: StateTest,
  expectation: StateTestExpectation,
  revision: Revision,
  setting: PalletSetting,
): CaseVerdict {
  const failed = runStateTest(test, expectation, revision, setting.direct)
  if (failed !== undefined) return { status: 'fail', reason: `the direct engine: ${failed}` }
  const sent = sentTransaction(test, expectation, revision)
  if (!sent.ok) return { status: 'skip', reason: 'the transaction is refused by Ethereum’s rules' }

  const block = blockOf(test.environment, revision, setting.direct.chain)
  const asVector: DirectCase = { view: test.state.view, block, sent, revision }
  const asPallet = asOnPalletChain(asVector)
  const direct = runDirect(asPallet, setting.direct)
  const different = throughPallet(asPallet, direct, setting.chain)
  if (different !== undefined) return { status: 'fail', reason: different }
  const reason = whatItDependsOn(asVector, direct, setting.direct)
  return { status: reason === undefined ? 'pass' : 'skip', reason }
}

/** Runs the case through the pallet. @returns what differs from the direct engine */
function throughPallet(
  { view, block, sent, revision }: DirectCase,
  { executed, state }: DirectResult,
  chain: PalletChain,
): string | undefined {
  const { transaction, sender } = sent
  const { intrinsic } = intrinsicGas(transaction, transactionRules[revision])
  const { to: target, data: input, value } = transaction
  const gasLimit = transaction.gasLimit - intrinsic
  const dispatch: ContractDispatch = { sender, target, input, value, gasLimit }
  const storage = [rulesEntry({ revision, gasSchedule: 'hera' }), ...palletEntries(view)]
  const result = chain.run(storage, Number(block.timestamp) * 1000, dispatch)
  const { statusCode, output, contractAddress, logs, gasUsed, gasBeforeRefund } = executed.receipt
  const end = { status: statusCode, output, created: contractAddress, logs }
  const gas = gasOfEvents(result.events, dispatch, end)
  if (gas === undefined) {
    return `events: not those of status ${statusCode} with ${logs.length} logs: ${toHex(result.events)}`
  }
  // A refund is limited to a part of the gas used, which on Ethereum has the transaction's own gas in it.
  if (gas !== 0n && gasUsed === gasBeforeRefund && gas !== gasUsed - intrinsic) {
    return `gas: expected ${gasUsed - intrinsic}, got ${gas}`
  }
  return firstDifference(state, withoutNonce(observeEntries(result.entries), toHex(sender)))
}

/** The sender's nonce counts its transactions on Ethereum, and its creations in the pallet. */
function withoutNonce(state: ObservedState, sender: string): ObservedState {
  return new Map([...state].filter(([name]) => name !== `${sender} nonce`))
}

/** Which of the chain's differences changes what the contract does, undefined where none does. */
function whatItDependsOn(
  asVector: DirectCase,
  onPallet: DirectResult,
  setting: StateTestSetting,
): string | undefined {
  const vector = runDirect(asVector, setting)
  if (sameEnd(vector, onPallet)) return undefined
  const names = Object.entries(palletDifferences)
    .filter(([, change]) => !sameEnd(vector, runDirect(change(asVector), setting)))
    .map(([name]) => name)
  return `the contract depends on ${names.length === 0 ? 'several differences together' : names.join(' and ')}`
}

function sameEnd(left: DirectResult, right: DirectResult): boolean {
  const logs = ({ executed }: DirectResult): string =>
    executed.receipt.logs
      .map(({ address, topics, data }) => [address, ...topics, data].map(toHex).join())
      .join(';')
  return (
    left.executed.receipt.statusCode === right.executed.receipt.statusCode &&
    logs(left) === logs(right) &&
    firstDifference(left.state, right.state) === undefined
  )
}
