import { describe, expect, it } from 'vitest'
import { ewasmStateThroughPallet } from '../../../src/conformance/pallet/ewasm-state-through-pallet.ts'
import { runSuite } from '../../../src/conformance/run-suite.ts'
import { resultLines } from '../../../src/conformance/suite-result.ts'
import { vectorsFolder } from '../vectors.ts'

describe('the state tests of Ewasm through the pallet', () => {
  const folder = vectorsFolder('ewasm-state')

  it.skipIf(folder === undefined)(
    'end as in the engine, but for what the chain has otherwise',
    async () => {
      const result = await runSuite(ewasmStateThroughPallet, [folder ?? ''])
      expect(resultLines(result)).toEqual([
        'SKIP 1 × the contract depends on the coinbase',
        'SKIP 1 × the contract depends on the gas limit of the block',
        'SKIP 1 × the contract depends on the gas price',
        '153 passed, 0 failed, 3 skipped',
      ])
    },
    300_000,
  )
})
