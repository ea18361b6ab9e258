import { DEFAULT_STACK_HEIGHT, ethereumCodeLimits } from '../chain/chain-parameters.ts'
import { createMachine } from '../chain/machine.ts'
import { createEwasmVm } from '../ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../gas-metering/gas-schedules.ts'
import { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'
import type { StateTestSetting } from './run-state-test.ts'
import { runStateTestFile } from './run-state-test-file.ts'
import type { Suite } from './suite.ts'

/**
 * GeneralStateTests of ewasm/tests: contracts in Ewasm, filled with Hera, so with its gas schedule. A case is one
 * transaction; it passes when the state root (and with it the gas, which the coinbase earned) and the logs are right.
 */
export const ewasmStateSuite: Suite = {
  name: 'ewasm-state',
  summary: 'State tests of Ewasm contracts: state root, logs and gas after a transaction.',
  accepts: (path) => path.endsWith('.json'),
  async run(path, report) {
    await preparePrecompiles()
    runStateTestFile(path, report, ewasmStateSetting)
  },
}

/** A chain and a machine as the vectors were filled on. */
export function ewasmStateSetting(): StateTestSetting {
  return {
    chain: { chainId: 1n, ...ethereumCodeLimits, stackHeight: DEFAULT_STACK_HEIGHT },
    machine: createMachine({ ewasm: createEwasmVm({ schedule: gasSchedules.hera }) }),
  }
}
