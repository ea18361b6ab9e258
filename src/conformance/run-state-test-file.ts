import type { CaseReport } from './case-report.ts'
import { revisionOfFork } from './fork-name.ts'
import { runStateTest, type StateTestSetting } from './run-state-test.ts'
import { readStateTest } from './state-test.ts'
import { readVectorObject } from './vector-json.ts'

/** Runs all transactions of a GeneralStateTests file, on every revision that it names. */
export function runStateTestFile(
  path: string,
  report: CaseReport,
  settingOf: () => StateTestSetting,
): void {
  for (const [name, json] of Object.entries(readVectorObject(path))) {
    runTest({ path, name, json, setting: settingOf(), report })
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
