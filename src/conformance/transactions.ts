import { transactionRules } from '../chain/rules/transaction-rules.ts'
import { checkTransaction } from '../chain/transaction/check-transaction.ts'
import { decodeTransaction } from '../chain/transaction/decode-transaction.ts'
import { intrinsicGas } from '../chain/transaction/intrinsic-gas.ts'
import { recoverSender } from '../chain/transaction/recover-sender.ts'
import type { Revision } from '../engine/revision.ts'
import { fromHex, toHex } from '../primitives/hex.ts'
import { keccak256 } from '../primitives/keccak256.ts'
import type { CaseReport } from './case-report.ts'
import { revisionOfFork } from './fork-name.ts'
import type { Suite } from './suite.ts'
import { UnknownVectorError } from './unknown-vector-error.ts'
import { isJsonObject, type JsonObject, readVectorObject } from './vector-json.ts'

/** What the vectors' chain says about all transactions: mainnet. */
const limits = { chainId: 1n, maxInitCodeSize: 49_152 }

/**
 * TransactionTests of ethereum/tests: whether bytes are a valid transaction under each revision, and its hash, sender
 * and intrinsic gas. One case a transaction and revision.
 */
export const transactionsSuite: Suite = {
  name: 'transactions',
  summary: 'TransactionTests: decoding, validity, sender and intrinsic gas by revision.',
  accepts: (path) => path.endsWith('.json'),
  run(path, report) {
    for (const [name, test] of Object.entries(readVectorObject(path)))
      runTest(path, name, test, report)
  },
}

function runTest(path: string, name: string, test: unknown, report: CaseReport): void {
  if (!isJsonObject(test) || typeof test['txbytes'] !== 'string' || !isJsonObject(test['result'])) {
    throw new UnknownVectorError(path, `${name} has no txbytes and result`)
  }
  const bytes = fromHex(test['txbytes'])
  for (const [fork, expected] of Object.entries(test['result'])) {
    const revision = revisionOfFork(fork)
    if (revision === undefined) report.skip(`${name}/${fork}`, `unknown revision ${fork}`)
    else if (!isJsonObject(expected)) report.fail(`${name}/${fork}`, 'the result is no object')
    else report.check(`${name}/${fork}`, () => compare(expected, judge(bytes, revision)))
  }
}

/** What we say about a transaction: a refusal, or its facts in the vectors' spelling. */
type Judgement =
  | { readonly refusal: string }
  | Readonly<Record<'hash' | 'sender' | 'intrinsicGas', string>>

function judge(bytes: Uint8Array, revision: Revision): Judgement {
  const decoded = decodeTransaction(bytes)
  if (!decoded.ok) return { refusal: decoded.refusal.code }
  const { transaction } = decoded
  const refusal = checkTransaction(transaction, revision, limits)
  if (refusal !== undefined) return { refusal: refusal.code }
  const recovered = recoverSender(transaction, revision)
  if (!recovered.ok) return { refusal: recovered.refusal.code }
  const { intrinsic } = intrinsicGas(transaction, transactionRules[revision])
  return {
    hash: toHex(keccak256(bytes)),
    sender: toHex(recovered.sender),
    intrinsicGas: String(intrinsic),
  }
}

function compare(expected: JsonObject, actual: Judgement): string | undefined {
  const exception = expected['exception']
  if ('refusal' in actual) {
    return exception === undefined
      ? `expected a valid transaction, got ${actual.refusal}`
      : undefined
  }
  if (exception !== undefined) return `expected ${String(exception)}, the transaction was accepted`
  const { intrinsicGas: gas } = expected
  const wanted = {
    hash: expected['hash'],
    sender: expected['sender'],
    intrinsicGas: gas === undefined ? actual.intrinsicGas : String(BigInt(String(gas))),
  }
  const wrong = (['hash', 'sender', 'intrinsicGas'] as const).filter(
    (fact) => wanted[fact] !== actual[fact],
  )
  if (wrong.length === 0) return undefined
  return wrong.map((fact) => `${fact}: expected ${wanted[fact]}, got ${actual[fact]}`).join('; ')
}
