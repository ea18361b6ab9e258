import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evmStateSuite } from '../../src/conformance/evm-state.ts'
import { runSuite } from '../../src/conformance/run-suite.ts'
import { resultLines } from '../../src/conformance/suite-result.ts'
import { vectorsFolder } from './vectors.ts'

/** Folders of the suite that need no deep native stack; the whole of it is for `gantry conformance evm-state`. */
// biome-ignore format: table
const folders = [
  { folder: 'VMTests',      passes: 401 },
  { folder: 'stSStoreTest', passes: 226 },
]

describe.each(folders)('evm-state/$folder', ({ folder, passes }) => {
  const root = vectorsFolder('evm-state')

  it.skipIf(root === undefined)(
    `passes all of ${passes} cases`,
    async () => {
      const paths = [join(root ?? '', folder)]
      const skipping = { ...evmStateSuite(), accepts: (path: string) => !path.includes('loopMul') }
      const result = await runSuite(skipping, paths)
      expect(resultLines(result).filter((line) => line.startsWith('FAIL'))).toEqual([])
      expect(result.passed).toBeGreaterThanOrEqual(passes)
    },
    120_000,
  )
})
