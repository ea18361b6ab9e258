import type { Command } from '../command.ts'
import { exitCode } from '../exit-code.ts'

/** `gantry run`: one execution against an empty state. */
export const run: Command = {
  name: 'run',
  summary: 'Execute a contract against an empty state',
  positionals: ['<file>'],
  description: [
    'Prints status, output, gas used, logs and storage changes. The file is a Wasm module, hex text (of a module or of',
    'EVM bytecode) or the JSON of a compiled contract; init code (the JSON of `gantry compile`, or --create) is deployed',
    'first with --args, then called with --input. The exit code is 1 when the contract failed or reverted.',
  ],
  options: {
    input: { value: 'HEX', help: 'Call data, or @FILE' },
    args: { value: 'HEX', help: 'ABI-encoded constructor arguments, or @FILE' },
    create: { help: 'The code is init code: deploy what it returns' },
    gas: { value: 'N', help: 'Gas of the call (default 30,000,000)' },
    value: { value: 'WEI', help: 'Value of the call (default 0)' },
    schedule: { value: 'NAME', help: 'Gas schedule of Ewasm: hera or ewasm-v1 (default)' },
    strategy: { value: 'NAME', help: 'Metering: fast (default) or precise' },
    revision: { value: 'NAME', help: 'Rules to run under (default shanghai)' },
    debug: { help: 'Allow the debug namespace and print what it gets' },
    timeout: { value: 'MS', help: 'Give up after so long (default 60,000)' },
    json: { help: 'Print the result as one JSON object' },
  },
  examples: [
    'gantry run fixtures/contracts/Counter.json --input 0x06661abd',
    'gantry run module.wasm --gas 100000 --json',
  ],
  async run(args, terminal) {
    const { executionOf, executeInThread } = await import('../execution.ts')
    const { executionLines } = await import('../execution-lines.ts')
    const outcome = await executeInThread(executionOf(args), args)
    const lines = args.has('json') ? [JSON.stringify(outcome)] : executionLines(outcome, terminal)
    for (const line of lines) terminal.print(line)
    return outcome.status === 'success' ? exitCode.success : exitCode.failure
  },
}
