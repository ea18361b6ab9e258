import type { Command } from '../command.ts'
import type { CommandArguments } from '../command-arguments.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'

/** `gantry evm`: EVM bytecode without a chain. */
export const evm: Command = {
  name: 'evm',
  summary: 'Execute EVM bytecode against an empty state',
  positionals: ['run|replay', '<code|file>'],
  description: [
    'Prints status, output, gas used and refunded, logs and storage changes of one message. The code is hex, or a file of hex',
    'text or the JSON of a compiled contract; init code (JSON without deployed code, or --create) runs as a create, with the',
    'input behind it. Gas is that of the message: without the 21,000 and the data of a transaction, and before its limit on',
    'refunds. The exit code is 1 when the code failed or reverted.',
    '`replay` executes a transaction that a paranoid devnet or harness has written down, on both tiers; the exit code is 1',
    'when they differ.',
  ],
  options: {
    input: { value: 'HEX', help: 'Call data, or @FILE' },
    gas: { value: 'N', help: 'Gas of the message (default 30,000,000)' },
    value: { value: 'WEI', help: 'Value of the message (default 0)' },
    revision: { value: 'NAME', help: 'Rules to run under, frontier to osaka (default osaka)' },
    caller: { value: 'ADDRESS', help: 'Who sends the message' },
    address: { value: 'ADDRESS', help: 'Where the code lies' },
    balance: { value: 'WEI', help: 'What the contract has (default 0)' },
    storage: { value: 'K=V,…', help: 'Slots of the contract, words as numbers' },
    create: { help: 'The code is init code' },
    tier: {
      value: 'TIER',
      help: 'What runs the code: first (the interpreter, default), compiled or auto',
    },
    trace: { help: 'Print every instruction as a line of JSON (EIP-3155), then the outcome' },
    bench: { help: 'Print how long one execution takes, state and message included' },
    paranoid: { help: 'Execute on both tiers, name what differs, and end with 1 if anything does' },
    timeout: { value: 'MS', help: 'Give up after so long (default 60,000)' },
    json: { help: 'Print the result as one JSON object' },
  },
  examples: [
    'gantry evm run 0x6001600201 --trace',
    'gantry evm run contract.hex --input 0x06661abd --storage 0=41 --revision cancun --json',
  ],
  async run(args, terminal) {
    const [action] = args.positionals
    if (action === 'replay') return replay(args, terminal)
    if (action !== 'run') {
      throw args.usageError(`There is no gantry evm ${action}, only run and replay.`)
    }
    const { evmExecutionOf, executeEvmInThread } = await import('../evm-execution.ts')
    const { evmExecutionLines } = await import('../evm-execution-lines.ts')
    const execution = evmExecutionOf(args)
    const outcome = await executeEvmInThread(execution, args)
    // A trace has its own last line, as EIP-3155 wants it.
    if (execution.report !== 'trace') {
      const lines = args.has('json')
        ? [JSON.stringify(outcome)]
        : evmExecutionLines(outcome, terminal)
      for (const line of lines) terminal.print(line)
    }
    const agrees = (outcome.differences ?? []).length === 0
    return outcome.status === 'success' && agrees ? exitCode.success : exitCode.failure
  },
}

async function replay(args: CommandArguments, terminal: Terminal): Promise<ExitCode> {
  const { replayInThread } = await import('../replay-execution.ts')
  const { outcome, differences } = await replayInThread(args)
  const lines = differences.length === 0 ? ['The tiers agree.'] : differences
  const text = args.has('json')
    ? [JSON.stringify({ outcome, differences })]
    : [JSON.stringify(outcome, undefined, 2), ...lines]
  for (const line of text) terminal.print(line)
  return differences.length === 0 ? exitCode.success : exitCode.failure
}
