import { isAtLeast, type Revision } from '../../engine/revision.ts'
import { type Bytes32, type Hash, ZERO_BYTES32 } from '../../primitives/bytes32.ts'
import { encodeRlp } from '../../primitives/rlp.ts'
import { listRoot } from '../../state/index.ts'
import type { BlockContext } from '../block-context.ts'
import { blockRules } from '../rules/block-rules.ts'
import { encodeTransaction } from '../transaction/encode-transaction.ts'
import type { SignedTransaction } from '../transaction/transaction.ts'
import { nextBaseFee } from './base-fee.ts'
import { nextExcessBlobGas } from './blob-fee.ts'
import type { BlockFold } from './block-fold.ts'
import { NO_NONCE, NO_OMMERS_HASH, nextDifficulty } from './check-header.ts'
import type { BlockHeader } from './header.ts'
import { encodeReceipt } from './receipt.ts'
import { type Withdrawal, withdrawalItem } from './withdrawal.ts'

/** What a finished fold is sealed with. */
export interface BlockSeal {
  readonly parent: BlockHeader
  readonly parentHash: Hash
  readonly context: BlockContext
  readonly revision: Revision
  readonly withdrawals: readonly Withdrawal[]
  readonly stateRoot: Hash
  readonly extraData: Uint8Array
}

/** The header of the block that was folded. */
export function sealBlock(fold: BlockFold, seal: BlockSeal): BlockHeader {
  const { parent, parentHash, context, revision, withdrawals, stateRoot, extraData } = seal
  const { number, gasLimit, timestamp, coinbase, prevRandao } = context
  return {
    parentHash,
    ommersHash: NO_OMMERS_HASH,
    coinbase,
    stateRoot,
    transactionsRoot: transactionsRoot(fold.included.map(({ transaction }) => transaction)),
    receiptsRoot: listRoot(fold.receipts.map(encodeReceipt)),
    logsBloom: fold.logsBloom,
    difficulty: nextDifficulty(parent, revision),
    number,
    gasLimit,
    gasUsed: fold.gasUsed,
    timestamp,
    extraData,
    mixHash: blockRules[revision].seal === 'none' ? prevRandao : ZERO_BYTES32,
    nonce: NO_NONCE,
    baseFeePerGas: nextBaseFee(parent, revision),
    ...laterFields(parent, revision, withdrawals),
    blobGasUsed: isAtLeast(revision, 'cancun') ? fold.blobGasUsed : undefined,
  }
}

/** The root that sums up a block's transactions. */
export function transactionsRoot(transactions: readonly SignedTransaction[]): Hash {
  return listRoot(transactions.map(encodeTransaction))
}

/** The root that sums up a block's withdrawals. */
export function withdrawalsRoot(withdrawals: readonly Withdrawal[]): Hash {
  return listRoot(withdrawals.map((withdrawal) => encodeRlp(withdrawalItem(withdrawal))))
}

/** The fields from Shanghai on. No consensus layer stands behind the chain: its root is zero, its requests are none. */
function laterFields(
  parent: BlockHeader,
  revision: Revision,
  withdrawals: readonly Withdrawal[],
): Pick<
  BlockHeader,
  'withdrawalsRoot' | 'excessBlobGas' | 'parentBeaconBlockRoot' | 'requestsHash'
> {
  const hasWithdrawals = blockRules[revision].withdrawals === 'yes'
  const isCancun = isAtLeast(revision, 'cancun')
  const noRoot: Bytes32 | undefined = isCancun ? ZERO_BYTES32 : undefined
  return {
    withdrawalsRoot: hasWithdrawals ? withdrawalsRoot(withdrawals) : undefined,
    excessBlobGas: isCancun ? nextExcessBlobGas(parent, revision) : undefined,
    parentBeaconBlockRoot: noRoot,
    requestsHash: undefined,
  }
}
