import type { BlockContext } from '../chain/block-context.ts'
import type { SentTransaction } from '../chain/transition/sent-transaction.ts'
import type { Revision } from '../engine/revision.ts'
import type { Address } from '../primitives/address.ts'
import type { Bytes32, Hash } from '../primitives/bytes32.ts'
import type { Account } from '../state/index.ts'

/** A transaction with all that its result depends on, as plain data: it can be executed alone. */
export interface TransactionCase {
  readonly revision: Revision
  readonly block: Omit<BlockContext, 'getBlockHash'>
  /** Those that were asked for; undefined where there is none. */
  readonly blockHashes: readonly { readonly number: bigint; readonly hash?: Hash | undefined }[]
  readonly sent: SentTransaction
  /** Those that were read. */
  readonly accounts: readonly CaseAccount[]
}

/** An account before the transaction. */
export interface CaseAccount {
  readonly address: Address
  /** Undefined when it does not exist. */
  readonly account?: Account | undefined
  /** Undefined when it has none. */
  readonly code?: Uint8Array | undefined
  readonly hasStorage: boolean
  readonly slots: readonly { readonly key: Bytes32; readonly value: Bytes32 }[]
}
