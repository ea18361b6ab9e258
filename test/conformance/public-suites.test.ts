import { describe, expect, it } from 'vitest'
import { ewasmStateSuite } from '../../src/conformance/ewasm-state.ts'
import { precompilesSuite } from '../../src/conformance/precompiles.ts'
import { rlpSuite } from '../../src/conformance/rlp.ts'
import { runSuite } from '../../src/conformance/run-suite.ts'
import { resultLines } from '../../src/conformance/suite-result.ts'
import { transactionsSuite } from '../../src/conformance/transactions.ts'
import { trieSuite } from '../../src/conformance/trie.ts'
import { wasmSpecSuite } from '../../src/conformance/wasm-spec/wasm-spec-suite.ts'
import { vectorsFolder } from './vectors.ts'

/** Nothing fails, and as many cases ran as the vectors hold: a suite that stops reading files must not pass. */
// biome-ignore format: table
const runs = [
  { suite: wasmSpecSuite('fast'),    passes: 36880 },
  { suite: wasmSpecSuite('precise'), passes: 36880 },
  { suite: wasmSpecSuite('none'),    passes: 36880 },
  { suite: rlpSuite,          passes: 55 },
  { suite: transactionsSuite, passes: 1893 },
  { suite: trieSuite,         passes: 16 },
  { suite: ewasmStateSuite,   passes: 156 },
  { suite: precompilesSuite,  passes: 875 },
]

describe.each(runs)('$suite.name', ({ suite, passes }) => {
  const folder = vectorsFolder(suite.name)

  it.skipIf(folder === undefined)(`passes all of ${passes} cases or more`, async () => {
    const result = await runSuite(suite, [folder ?? ''])
    expect(resultLines(result).filter((line) => line.startsWith('FAIL'))).toEqual([])
    expect(result.passed).toBeGreaterThanOrEqual(passes)
  })
})
