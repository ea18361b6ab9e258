import { evmStateSuite } from '../conformance/evm-state.ts'
import { ewasmStateSuite } from '../conformance/ewasm-state.ts'
import { precompilesSuite } from '../conformance/precompiles.ts'
import { rlpSuite } from '../conformance/rlp.ts'
import type { Suite } from '../conformance/suite.ts'
import { transactionsSuite } from '../conformance/transactions.ts'
import { trieSuite } from '../conformance/trie.ts'
import { wasmSpecSuite } from '../conformance/wasm-spec/wasm-spec-suite.ts'

/** The suites that `gantry conformance` runs. */
export const conformanceSuites: readonly Suite[] = [
  ewasmStateSuite,
  evmStateSuite,
  wasmSpecSuite(),
  trieSuite,
  rlpSuite,
  transactionsSuite,
  precompilesSuite,
]
