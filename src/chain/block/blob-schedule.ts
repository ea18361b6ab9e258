import type { Revision } from '../../engine/revision.ts'
import { type BlobParameters, blockRules } from '../rules/block-rules.ts'

/** Blobs of a chain where they are not what the revisions have (EIP-7840, EIP-7892). */
export interface BlobSchedule {
  /** In place of a revision's own. */
  readonly revisions: Readonly<Partial<Record<Revision, BlobParameters>>>
  /** Forks that change nothing but these parameters, by the first second of each. */
  readonly forks: readonly { readonly timestamp: bigint; readonly parameters: BlobParameters }[]
}

/** What a chain says about its blobs. */
export interface BlobChain {
  readonly blobSchedule?: BlobSchedule
}

/** The blobs of blocks of a revision at a timestamp; undefined where there are none. */
export function blobParametersAt(
  { blobSchedule }: BlobChain,
  revision: Revision,
  timestamp: bigint,
): BlobParameters | undefined {
  const standard = blockRules[revision].blobs
  if (standard === undefined || blobSchedule === undefined) return standard
  const fork = blobSchedule.forks.findLast((row) => timestamp >= row.timestamp)
  return fork?.parameters ?? blobSchedule.revisions[revision] ?? standard
}
