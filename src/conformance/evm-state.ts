import { DEFAULT_STACK_HEIGHT, ethereumCodeLimits } from '../chain/chain-parameters.ts'
import { createMachine } from '../chain/machine.ts'
import type { Vm } from '../engine/vm.ts'
import { createEvmVm } from '../evm/evm-vm.ts'
import { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'
import type { StateTestSetting } from './run-state-test.ts'
import { runStateTestFile } from './run-state-test-file.ts'
import type { Suite } from './suite.ts'

/**
 * GeneralStateTests of ethereum/tests and execution-spec-tests: EVM bytecode, Frontier to Osaka. A case is one
 * transaction; it passes when the state root (and with it the gas, which the coinbase earned) and the logs are right.
 */
export const evmStateSuite: Suite = {
  name: 'evm-state',
  summary: 'State tests of EVM contracts: state root, logs and gas after a transaction.',
  accepts: (path) => path.endsWith('.json'),
  async run(path, report) {
    await preparePrecompiles()
    runStateTestFile(path, report, setting)
  },
}

/** One for all cases: its code is compiled once. */
let vm: Vm | undefined

function setting(): StateTestSetting {
  vm ??= createEvmVm()
  return {
    chain: { chainId: 1n, ...ethereumCodeLimits, stackHeight: DEFAULT_STACK_HEIGHT },
    // All code is EVM bytecode here, also what starts like a WebAssembly module.
    machine: createMachine({ ewasm: vm, evm: vm }),
  }
}
