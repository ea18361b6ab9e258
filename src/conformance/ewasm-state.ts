import { DEFAULT_STACK_HEIGHT, ethereumCodeLimits } from '../chain/chain-parameters.ts'
import { createMachine } from '../chain/machine.ts'
import { createEwasmVm } from '../ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../gas-metering/gas-schedules.ts'
import { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'
import type { CaseReport } from './case-report.ts'
import { revisionOfFork } from './fork-name.ts'
import { runStateTest, type StateTestSetting } from './run-state-test.ts'
import { readStateTest } from './state-test.ts'
import type { Suite } from './suite.ts'
import { readVectorObject } from './vector-json.ts'

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
    for (const [name, json] of Object.entries(readVectorObject(path))) {
      runTest({ path, name, json, setting: setting(), report })
    }
  },
}

function setting(): StateTestSetting {
  return {
    chain: { chainId: 1n, ...ethereumCodeLimits, stackHeight: DEFAULT_STACK_HEIGHT },
    machine: createMachine({ ewasm: createEwasmVm({ schedule: gasSchedules.hera }) }),
  }
}

interface NamedTest {
  readonly path: string
  readonly name: string
  readonly json: unknown
  readonly setting: StateTestSetting
  readonly report: CaseReport
}

function runTest({ path, name, json, setting, report }: NamedTest): void {
  const test = readStateTest(path, name, json)
  for (const expectation of test.expectations) {
    const { fork, dataIndex, gasIndex, valueIndex } = expectation
    const revision = revisionOfFork(fork)
    const caseName = `${name}/${fork}/d${dataIndex}g${gasIndex}v${valueIndex}`
    if (revision === undefined) report.skip(caseName, `unknown revision ${fork}`)
    else report.check(caseName, () => runStateTest(test, expectation, revision, setting))
  }
}
