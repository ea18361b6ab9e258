import type { Revision } from '../engine/revision.ts'

/** When a revision starts: at a block's number, or at a timestamp. */
export interface Fork {
  readonly revision: Revision
  /** First block; forks up to Paris. */
  readonly block?: bigint
  /** First second since the Unix epoch; forks from Shanghai on. */
  readonly timestamp?: bigint
}

/** The forks of a chain, in the order of the revisions. Before the first one the chain is of Frontier. */
export type ForkSchedule = readonly Fork[]

/** The revision of a block. */
export function revisionAt(schedule: ForkSchedule, number: bigint, timestamp: bigint): Revision {
  const active = schedule.findLast((fork) => {
    if (fork.timestamp !== undefined) return timestamp >= fork.timestamp
    return fork.block !== undefined && number >= fork.block
  })
  return active?.revision ?? 'frontier'
}

/** A schedule with one revision from the first block on. */
export function alwaysAt(revision: Revision): ForkSchedule {
  return [{ revision, block: 0n }]
}
