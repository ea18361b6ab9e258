import type { Revision } from '../../engine/revision.ts'
import type { StateView } from '../../state/index.ts'
import type { BlockContext } from '../block-context.ts'
import type { Machine } from '../machine.ts'
import { checkTransaction } from '../transaction/check-transaction.ts'
import type { TransactionRefusal } from '../transaction/transaction-refusal.ts'
import { checkSender } from './check-sender.ts'
import { type ExecutedTransaction, executeTransaction } from './execute-transaction.ts'
import type { SentTransaction } from './sent-transaction.ts'

/** What a transaction does to a state, or why it may not. */
export type Transition =
  | ({ readonly ok: true } & ExecutedTransaction)
  | { readonly ok: false; readonly refusal: TransactionRefusal }

/**
 * The state transition function of one transaction: checks, then execution. Pure; a chain is a fold of it.
 * @throws EngineError when the machine, not the contract, failed; nothing happened then.
 * @see Yellow Paper, section 6, Υ
 */
export function transition(
  view: StateView,
  block: BlockContext,
  sent: SentTransaction,
  revision: Revision,
  machine: Machine,
): Transition {
  const refusal =
    checkTransaction(sent.transaction, revision, block.chain) ??
    checkSender(view, block, sent, revision)
  if (refusal !== undefined) return { ok: false, refusal }
  return { ok: true, ...executeTransaction(view, block, sent, revision, machine) }
}
