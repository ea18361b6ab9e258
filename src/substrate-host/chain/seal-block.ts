import {
  type ApplyOutcome,
  BlockBuilder,
  type BlockParent,
  type BuiltBlock,
  type CallExtras,
} from '../block/block-builder.ts'
import { timestampInherent } from '../block/inherent-data.ts'
import { decodeValidityError } from '../block/validity-error.ts'
import type { PooledTransaction } from '../pool/pooled-transaction.ts'
import type { RefusedExtrinsic, SealOptions } from '../substrate-chain.ts'
import { InherentRefusedError } from './chain-error.ts'

/** Transactions that may find the block full before it is left as it is: smaller ones may still fit. */
const MOST_SKIPPED = 8

/** A block that was made, and what it was not made of. */
export interface MadeBlock {
  readonly built: BuiltBlock
  /** Extrinsics that were asked for and do not apply. */
  readonly refused: readonly RefusedExtrinsic[]
  /** Transactions of the pool that do not apply, in this block or another. */
  readonly invalid: readonly PooledTransaction[]
}

/** What a block is made of. */
export interface BlockMaterial {
  readonly timestampMs: number
  readonly options: SealOptions
  /** Those of the pool that are ready, in their order. */
  readonly transactions: Iterable<PooledTransaction>
}

/**
 * Makes the block after `parent`: inherents, the extrinsics that were asked for, then transactions until it is full.
 * @throws RuntimeCallError, InherentRefusedError, MalformedScaleError
 */
export function makeBlock(
  parent: BlockParent,
  { timestampMs, options, transactions }: BlockMaterial,
  extras: CallExtras,
): MadeBlock {
  const { digest = [], storage = [], extrinsics = [] } = options
  const builder = BlockBuilder.start(parent, { digest, storage }, extras)
  applyInherents(builder, timestampMs)
  const takes = builder.takesTransactions
  const refused = takes ? applyAsked(builder, extrinsics) : []
  const invalid = takes ? applyTransactions(builder, transactions) : []
  return { built: builder.finish(), refused, invalid }
}

function applyInherents(builder: BlockBuilder, timestampMs: number): void {
  for (const inherent of builder.inherents([timestampInherent(timestampMs)])) {
    const outcome = builder.apply(inherent)
    if (outcome.kind === 'trapped')
      throw new InherentRefusedError(outcome.error.reason, outcome.error)
    if (outcome.kind === 'refused') throw new InherentRefusedError('It does not apply.')
  }
}

function applyAsked(
  builder: BlockBuilder,
  extrinsics: readonly Uint8Array[],
): readonly RefusedExtrinsic[] {
  const refused: RefusedExtrinsic[] = []
  for (const extrinsic of extrinsics) {
    const outcome = builder.apply(extrinsic)
    if (outcome.kind === 'applied') continue
    refused.push({ extrinsic, error: outcome.kind === 'refused' ? outcome.error : undefined })
  }
  return refused
}

function applyTransactions(
  builder: BlockBuilder,
  transactions: Iterable<PooledTransaction>,
): readonly PooledTransaction[] {
  const invalid: PooledTransaction[] = []
  let skipped = 0
  for (const transaction of transactions) {
    const outcome = builder.apply(transaction.extrinsic)
    if (outcome.kind === 'applied') continue
    if (!isBlockFull(outcome)) invalid.push(transaction)
    else if (++skipped > MOST_SKIPPED) break
  }
  return invalid
}

function isBlockFull(outcome: ApplyOutcome): boolean {
  return outcome.kind === 'refused' && decodeValidityError(outcome.error).exhaustsResources
}
