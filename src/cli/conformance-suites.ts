import { type EvmTier, evmStateSuite } from '../conformance/evm-state.ts'
import { ewasmStateSuite } from '../conformance/ewasm-state.ts'
import { ewasmStateThroughPallet } from '../conformance/pallet/ewasm-state-through-pallet.ts'
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
  /** Whether state tests of Ewasm run in the engine itself or through the pallet of a Substrate chain. */
  readonly through: Through
}

export const throughs = ['engine', 'pallet'] as const
export type Through = (typeof throughs)[number]

/** The suites that `gantry conformance` runs. */
export function conformanceSuites({ tier, through }: SuiteOptions): readonly Suite[] {
  return [
    through === 'engine' ? ewasmStateSuite : ewasmStateThroughPallet,
    evmStateSuite(tier),
    wasmSpecSuite(),
    trieSuite,
    rlpSuite,
    transactionsSuite,
    precompilesSuite,
  ]
}
