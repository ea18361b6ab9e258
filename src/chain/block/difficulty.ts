import type { Revision } from '../../engine/revision.ts'
import { larger } from '../../primitives/bigint-order.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import type { ChainParameters } from '../chain-parameters.ts'
import { type BlockRules, blockRules } from '../rules/block-rules.ts'
import type { BlockHeader } from './header.ts'
import { NO_OMMERS_HASH } from './no-ommers.ts'

const MIN_DIFFICULTY = 131_072n
/** The difficulty changes in steps of one part in this many. */
const BOUND_DIVISOR = 2048n
/** Most steps down. */
const MOST_DOWN = -99n
const BOMB_PERIOD = 100_000n

/** Steps by which the difficulty changes after some seconds. */
const steps: Readonly<
  Record<BlockRules['difficulty'], (seconds: bigint, parent: BlockHeader) => bigint>
> = {
  frontier: (seconds) => (seconds < 13n ? 1n : -1n),
  homestead: (seconds) => larger(1n - seconds / 10n, MOST_DOWN), // EIP-2
  byzantium: (seconds, { ommersHash }) => {
    const base = equalBytes(ommersHash, NO_OMMERS_HASH) ? 1n : 2n // EIP-100
    return larger(base - seconds / 9n, MOST_DOWN)
  },
}

/**
 * The difficulty of the block after `parent`: 0 from Paris on; where nobody mines what the parent has.
 * @see Yellow Paper, section 4.4.4, D(H)
 */
export function nextDifficulty(
  parent: BlockHeader,
  timestamp: bigint,
  revision: Revision,
  chain: Pick<ChainParameters, 'proofOfWork'>,
): bigint {
  const rules = blockRules[revision]
  if (rules.seal === 'none') return 0n
  if (chain.proofOfWork === undefined) return parent.difficulty
  const change = steps[rules.difficulty](timestamp - parent.timestamp, parent)
  const difficulty = parent.difficulty + (parent.difficulty / BOUND_DIVISOR) * change
  const delay = bombDelayAt(parent.number + 1n, rules.bombDelay, chain.proofOfWork.bombDelays)
  return larger(difficulty, MIN_DIFFICULTY) + bomb(parent.number + 1n - delay)
}

/** What puts an end to mining, doubling every 100,000 blocks. */
function bomb(number: bigint): bigint {
  const period = number / BOMB_PERIOD
  return period > 1n ? 2n ** (period - 2n) : 0n
}

function bombDelayAt(
  number: bigint,
  ofRevision: bigint,
  delays: readonly { readonly block: bigint; readonly delay: bigint }[],
): bigint {
  const active = delays.filter(({ block }) => number >= block).map(({ delay }) => delay)
  return active.reduce(larger, ofRevision)
}
