import { isAtLeast, type Revision } from '../../engine/revision.ts'
import { type Hash, ZERO_BYTES32 } from '../../primitives/bytes32.ts'
import { encodeRlp } from '../../primitives/rlp.ts'
import { listRoot } from '../../state/index.ts'
import type { BlockContext } from '../block-context.ts'
import { blockRules } from '../rules/block-rules.ts'
import { encodeTransaction } from '../transaction/encode-transaction.ts'
import type { SignedTransaction } from '../transaction/transaction.ts'
import { nextBaseFee } from './base-fee.ts'
import { nextExcessBlobGas } from './blob-fee.ts'
import { blobParametersAt } from './blob-schedule.ts'
import type { BlockFold } from './block-fold.ts'
import { NO_NONCE } from './check-header.ts'
import { nextDifficulty } from './difficulty.ts'
import type { BlockHeader } from './header.ts'
import { NO_OMMERS_HASH } from './no-ommers.ts'
import { encodeReceipt } from './receipt.ts'
import { type Requests, requestsHash } from './requests.ts'
import { type Withdrawal, withdrawalItem } from './withdrawal.ts'

/** What a finished fold is sealed with. */
export interface BlockSeal {
  readonly parent: BlockHeader
  readonly parentHash: Hash
  readonly context: BlockContext
  readonly revision: Revision
  readonly withdrawals: readonly Withdrawal[]
  readonly requests: readonly Requests[]
  readonly stateRoot: Hash
  readonly extraData: Uint8Array
}

/** The header of the block that was folded. */
export function sealBlock(fold: BlockFold, seal: BlockSeal): BlockHeader {
  const { parent, parentHash, context, revision, stateRoot, extraData } = seal
  const { number, gasLimit, timestamp, coinbase, prevRandao } = context
  return {
    parentHash,
    ommersHash: NO_OMMERS_HASH,
    coinbase,
    stateRoot,
    transactionsRoot: transactionsRoot(fold.included.map(({ transaction }) => transaction)),
    receiptsRoot: listRoot(fold.receipts.map(encodeReceipt)),
    logsBloom: fold.logsBloom,
    difficulty: nextDifficulty(parent, timestamp, revision, context.chain),
    number,
    gasLimit,
    gasUsed: fold.gasUsed,
    timestamp,
    extraData,
    mixHash: blockRules[revision].seal === 'none' ? prevRandao : ZERO_BYTES32,
    nonce: NO_NONCE,
    baseFeePerGas: nextBaseFee(parent, revision),
    ...laterFields(seal),
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

/** The fields from Shanghai on. No consensus layer stands behind the chain: its root is zero. */
function laterFields({
  parent,
  context,
  revision,
  withdrawals,
  requests,
}: BlockSeal): Pick<
  BlockHeader,
  'withdrawalsRoot' | 'excessBlobGas' | 'parentBeaconBlockRoot' | 'requestsHash'
> {
  const rules = blockRules[revision]
  const blobs = blobParametersAt(context.chain, revision, context.timestamp)
  return {
    withdrawalsRoot: rules.withdrawals === 'yes' ? withdrawalsRoot(withdrawals) : undefined,
    excessBlobGas: blobs && nextExcessBlobGas(parent, revision, blobs),
    parentBeaconBlockRoot: isAtLeast(revision, 'cancun') ? ZERO_BYTES32 : undefined,
    requestsHash: rules.requests === 'none' ? undefined : requestsHash(requests),
  }
}
