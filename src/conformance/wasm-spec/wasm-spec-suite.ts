import { thrownText } from '../case-report.ts'
import type { Suite } from '../suite.ts'
import { ScriptRunner, type SpecVerdict } from './script-runner.ts'
import type { SpecMetering } from './spec-module.ts'
import { readSpecScript, type SpecCommand } from './spec-script.ts'

/**
 * The WebAssembly core test suite, as the JSON files and modules that wast2json makes; every command is a case.
 *
 * Every module goes through admission, metering and our encoder. Invalid and malformed modules must be refused by us
 * with the right kind of error and never get to V8; an endless recursion must end by our stack-height limit.
 *
 * @param metering `none` runs the modules as they are, encoded again.
 * @see https://github.com/WebAssembly/testsuite
 */
export function wasmSpecSuite(metering: SpecMetering = 'fast'): Suite {
  return {
    name: 'wasm-spec',
    summary: 'The WebAssembly core test suite, with gas metering injected.',
    accepts: (path) => path.endsWith('.json'),
    run(path, report) {
      const runner = new ScriptRunner(metering)
      for (const command of readSpecScript(path)) {
        const name = `line ${command.line} ${command.type}`
        const verdict = judge(runner, command)
        if (verdict === undefined) report.pass(name)
        else report[verdict.status](name, verdict.reason)
      }
    },
  }
}

function judge(runner: ScriptRunner, command: SpecCommand): SpecVerdict {
  try {
    return runner.run(command)
  } catch (error) {
    return { status: 'fail', reason: thrownText(error) }
  }
}
