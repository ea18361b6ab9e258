import { type EvmTier, evmStateSuite } from '../conformance/evm-state.ts'
import { ewasmStateSuite } from '../conformance/ewasm-state.ts'
import { precompilesSuite } from '../conformance/precompiles.ts'
import { rlpSuite } from '../conformance/rlp.ts'
import type { Suite } from '../conformance/suite.ts'
import { transactionsSuite } from '../conformance/transactions.ts'
import { trieSuite } from '../conformance/trie.ts'
import { wasmSpecSuite } from '../conformance/wasm-spec/wasm-spec-suite.ts'

/** What is to be chosen about the suites. */
export interface SuiteOptions {
  /** What runs EVM bytecode. */
  readonly tier: EvmTier
}

/** The suites that `gantry conformance` runs. */
export function conformanceSuites({ tier }: SuiteOptions): readonly Suite[] {
  return [
    ewasmStateSuite,
    evmStateSuite(tier),
    wasmSpecSuite(),
    trieSuite,
    rlpSuite,
    transactionsSuite,
    precompilesSuite,
  ]
}
