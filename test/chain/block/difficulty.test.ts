import { describe, expect, it } from 'vitest'
import { nextDifficulty } from '../../../src/chain/block/difficulty.ts'
import type { BlockHeader } from '../../../src/chain/block/header.ts'
import { NO_OMMERS_HASH } from '../../../src/chain/block/no-ommers.ts'
import type { Revision } from '../../../src/engine/revision.ts'
import { ZERO_BYTES32 } from '../../../src/primitives/bytes32.ts'

const mined = { proofOfWork: { bombDelays: [] } }
const parent = (changes: Partial<BlockHeader> = {}): BlockHeader =>
  ({
    number: 99n,
    timestamp: 1000n,
    difficulty: 2_048_000n,
    ommersHash: NO_OMMERS_HASH,
    ...changes,
  }) as BlockHeader

/** A step is 1000 here; the formulas are those of the Yellow Paper, of EIP-2 and of EIP-100. */
describe('difficulty', () => {
  // biome-ignore format: table
  it.each<{ revision: Revision; seconds: bigint; difficulty: bigint }>([
    { revision: 'frontier',  seconds: 12n,   difficulty: 2_049_000n },
    { revision: 'frontier',  seconds: 13n,   difficulty: 2_047_000n },
    { revision: 'homestead', seconds: 9n,    difficulty: 2_049_000n },
    { revision: 'homestead', seconds: 10n,   difficulty: 2_048_000n },
    { revision: 'homestead', seconds: 29n,   difficulty: 2_047_000n },
    { revision: 'homestead', seconds: 5000n, difficulty: 1_949_000n }, // 99 steps at most
    { revision: 'byzantium', seconds: 8n,    difficulty: 2_049_000n },
    { revision: 'byzantium', seconds: 9n,    difficulty: 2_048_000n },
    { revision: 'london',    seconds: 18n,   difficulty: 2_047_000n },
    { revision: 'paris',     seconds: 9n,    difficulty: 0n },
  ])('of $revision after $seconds s is $difficulty', ({ revision, seconds, difficulty }) => {
    expect(nextDifficulty(parent(), 1000n + seconds, revision, mined)).toBe(difficulty)
  })

  it('steps up once more after a block with ommers (EIP-100)', () => {
    const header = parent({ ommersHash: ZERO_BYTES32 })
    expect(nextDifficulty(header, 1008n, 'byzantium', mined)).toBe(2_050_000n)
  })

  it('does not fall below its minimum', () => {
    expect(nextDifficulty(parent({ difficulty: 131_072n }), 1099n, 'homestead', mined)).toBe(
      131_072n,
    )
  })

  // biome-ignore format: table
  it.each<{ revision: Revision; number: bigint; bomb: bigint }>([
    { revision: 'homestead',      number: 199_999n,   bomb: 0n },
    { revision: 'homestead',      number: 200_000n,   bomb: 1n },
    { revision: 'homestead',      number: 1_000_000n, bomb: 256n },
    { revision: 'byzantium',      number: 3_199_999n, bomb: 0n }, // EIP-649
    { revision: 'byzantium',      number: 3_300_000n, bomb: 2n },
    { revision: 'constantinople', number: 5_300_000n, bomb: 2n }, // EIP-1234
    { revision: 'london',         number: 9_900_000n, bomb: 1n }, // EIP-3554
  ])('grows by $bomb at block $number of $revision', ({ revision, number, bomb }) => {
    const header = parent({ number: number - 1n })
    const without = nextDifficulty(parent(), 1009n, revision, mined)
    expect(nextDifficulty(header, 1009n, revision, mined) - without).toBe(bomb)
  })

  it('is put off further where the chain says so (EIP-2384)', () => {
    const chain = { proofOfWork: { bombDelays: [{ block: 5_300_000n, delay: 9_000_000n }] } }
    const at = (number: bigint) =>
      nextDifficulty(parent({ number: number - 1n }), 1009n, 'istanbul', chain)
    expect(at(5_300_000n)).toBe(2_048_000n)
    expect(at(5_299_999n)).toBe(2_048_001n) // one block before: the second period of EIP-1234
  })

  it('stays where nobody mines', () => {
    expect(nextDifficulty(parent(), 1001n, 'byzantium', {})).toBe(2_048_000n)
  })
})
