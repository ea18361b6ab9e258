import { createBlockHeader, createBlockHeaderFromRLP } from '@ethereumjs/block'
import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextBaseFee } from '../../../src/chain/block/base-fee.ts'
import { headerHash, headerItem, readHeader } from '../../../src/chain/block/encode-header.ts'
import type { BlockHeader } from '../../../src/chain/block/header.ts'
import { createGenesis, genesisHeader } from '../../../src/chain/genesis/genesis.ts'
import type { Revision } from '../../../src/engine/revision.ts'
import { EMPTY_TRIE_ROOT } from '../../../src/primitives/empty-hashes.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { encodeRlp } from '../../../src/primitives/rlp.ts'

const hardforks: Partial<Record<Revision, Hardfork>> = {
  byzantium: Hardfork.Byzantium,
  berlin: Hardfork.Berlin,
  london: Hardfork.London,
  paris: Hardfork.Paris,
  shanghai: Hardfork.Shanghai,
  cancun: Hardfork.Cancun,
}

function headerOf(revision: Revision, changes: Partial<BlockHeader> = {}): BlockHeader {
  return { ...genesisHeader(createGenesis({ chainId: 1n, revision }), EMPTY_TRIE_ROOT), ...changes }
}

describe('headerHash', () => {
  it.each(Object.entries(hardforks) as [Revision, Hardfork][])(
    'at %s is what @ethereumjs/block computes',
    (revision, hardfork) => {
      const header = headerOf(revision, { number: 9n, gasUsed: 5n, timestamp: 77n })
      const common = new Common({ chain: Mainnet, hardfork })
      const theirs = createBlockHeaderFromRLP(encodeRlp(headerItem(header)), {
        common,
        skipConsensusFormatValidation: true,
      })
      expect(toHex(headerHash(header))).toBe(toHex(theirs.hash()))
      expect(theirs.number).toBe(9n)
      expect(readHeader(headerItem(header))).toEqual(header)
    },
  )
})

describe('nextBaseFee', () => {
  it('is what @ethereumjs/block computes', () => {
    const common = new Common({ chain: Mainnet, hardfork: Hardfork.London })
    const anyParent = fc
      .record({
        gasLimit: fc.bigInt({ min: 5000n, max: 10n ** 9n }),
        baseFeePerGas: fc.bigInt({ min: 0n, max: 10n ** 15n }),
      })
      .chain((parent) =>
        fc.record({
          ...asConstants(parent),
          gasUsed: fc.bigInt({ min: 0n, max: parent.gasLimit }),
        }),
      )
    fc.assert(
      fc.property(anyParent, (parent) => {
        const theirs = createBlockHeader(
          { number: 20_000_000n, ...parent },
          { common, skipConsensusFormatValidation: true },
        )
        expect(nextBaseFee(headerOf('london', parent), 'london')).toBe(theirs.calcNextBaseFee())
      }),
    )
  })

  it('begins with a gwei at the first block of London, and is none before', () => {
    expect(nextBaseFee(headerOf('berlin'), 'london')).toBe(10n ** 9n)
    expect(nextBaseFee(headerOf('berlin'), 'berlin')).toBeUndefined()
  })
})

function asConstants(values: { gasLimit: bigint; baseFeePerGas: bigint }) {
  return {
    gasLimit: fc.constant(values.gasLimit),
    baseFeePerGas: fc.constant(values.baseFeePerGas),
  }
}
