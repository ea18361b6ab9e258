import type { Revision } from '../../engine/revision.ts'
import type { StateView } from '../../state/index.ts'
import type { BlockContext } from '../block-context.ts'
import type { SentTransaction } from './sent-transaction.ts'

/** What the execution of a transaction depends on, beside the machine. */
export interface TransactionExecution {
  readonly view: StateView
  readonly block: BlockContext
  readonly sent: SentTransaction
  readonly revision: Revision
}

/** Is told of every transaction that a machine has executed, before anything of it is kept. */
export type ExecutionWatch = (execution: TransactionExecution) => void
