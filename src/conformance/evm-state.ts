import { DEFAULT_STACK_HEIGHT, ethereumCodeLimits } from '../chain/chain-parameters.ts'
import { createMachine } from '../chain/machine.ts'
import { createEvmVm } from '../evm/evm-vm.ts'
import { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'
import type { StateTestSetting } from './run-state-test.ts'
import { runStateTestFile } from './run-state-test-file.ts'
import type { Suite } from './suite.ts'

/** What runs the bytecode of a state test: the interpreter, or compiled code wherever the compiler takes it. */
export const evmTiers = ['first', 'compiled'] as const
export type EvmTier = (typeof evmTiers)[number]

/**
 * GeneralStateTests of ethereum/tests and execution-spec-tests: EVM bytecode, Frontier to Osaka. A case is one
 * transaction; it passes when the state root (and with it the gas, which the coinbase earned) and the logs are right,
 * or when the transaction is refused for the reason that the vector names.
 */
export function evmStateSuite(tier: EvmTier = 'first'): Suite {
  let setting: StateTestSetting | undefined
  return {
    name: 'evm-state',
    summary: 'State tests of EVM contracts: state root, logs and gas after a transaction.',
    accepts: (path) => path.endsWith('.json'),
    async run(path, report) {
      await preparePrecompiles()
      // One for all cases: its code is compiled once.
      setting ??= settingOf(tier)
      const shared = setting
      runStateTestFile(path, report, () => shared)
    },
  }
}

function settingOf(tier: EvmTier): StateTestSetting {
  const vm = createEvmVm({ tier })
  return {
    chain: { chainId: 1n, ...ethereumCodeLimits, stackHeight: DEFAULT_STACK_HEIGHT },
    // All code is EVM bytecode here, also what starts like a WebAssembly module.
    machine: createMachine({ ewasm: vm, evm: vm }),
  }
}
