import type { Revision } from '../../engine/revision.ts'

/** Where a genesis says when a revision starts. */
export interface ForkKey {
  readonly key: string
  readonly revision: Revision
  /** What its number counts: blocks, seconds, or the difficulty before the merge. */
  readonly at: 'block' | 'timestamp' | 'totalDifficulty'
}

/** The keys of go-ethereum's chain configuration, in the order of the revisions. */
// biome-ignore format: table
export const forkKeys: readonly ForkKey[] = [
  { key: 'homesteadBlock',          revision: 'homestead',        at: 'block' },
  { key: 'eip150Block',             revision: 'tangerineWhistle', at: 'block' },
  { key: 'eip158Block',             revision: 'spuriousDragon',   at: 'block' },
  { key: 'byzantiumBlock',          revision: 'byzantium',        at: 'block' },
  { key: 'constantinopleBlock',     revision: 'constantinople',   at: 'block' },
  { key: 'petersburgBlock',         revision: 'petersburg',       at: 'block' },
  { key: 'istanbulBlock',           revision: 'istanbul',         at: 'block' },
  { key: 'berlinBlock',             revision: 'berlin',           at: 'block' },
  { key: 'londonBlock',             revision: 'london',           at: 'block' },
  { key: 'terminalTotalDifficulty', revision: 'paris',            at: 'totalDifficulty' },
  { key: 'mergeNetsplitBlock',      revision: 'paris',            at: 'block' },
  { key: 'shanghaiTime',            revision: 'shanghai',         at: 'timestamp' },
  { key: 'cancunTime',              revision: 'cancun',           at: 'timestamp' },
  { key: 'pragueTime',              revision: 'prague',           at: 'timestamp' },
  { key: 'osakaTime',               revision: 'osaka',            at: 'timestamp' },
]

/** Keys of what changed nothing but when the difficulty begins to grow (EIP-2384, EIP-4345, EIP-5133). */
// biome-ignore format: table
export const bombDelayKeys = [
  { key: 'muirGlacierBlock',  delay: 9_000_000n },
  { key: 'arrowGlacierBlock', delay: 10_700_000n },
  { key: 'grayGlacierBlock',  delay: 11_400_000n },
] as const
