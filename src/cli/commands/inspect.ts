import type { Command } from '../command.ts'
import { exitCode } from '../exit-code.ts'

/** `gantry inspect`: what a module is and whether a chain would take it. */
export const inspect: Command = {
  name: 'inspect',
  summary: 'Show what a contract module is made of and whether it may be deployed',
  positionals: ['<file>'],
  description: [
    'Prints imports, exports and sections, the verdict of the contract profile with reason and byte offset, the size',
    'with gas metering, and the stack heights. The file is a Wasm module, hex text or the JSON of a compiled contract.',
    'The exit code is 1 when the profile refuses the module.',
  ],
  options: {
    schedule: {
      value: 'NAME',
      help: 'Gas schedule for the metered size: hera or ewasm-v1 (default)',
    },
    debug: { help: 'Judge by the profile that also allows the debug namespace' },
    limits: { help: 'Print the limits of the profile' },
    json: { help: 'Print the result as one JSON object' },
  },
  examples: ['gantry inspect build/Token.wasm'],
  async run(args, terminal) {
    const { inspectCode } = await import('../inspect-code.ts')
    const { inspectionLines } = await import('../inspection-lines.ts')
    const { loadCode } = await import('../load-code.ts')
    const [file = ''] = args.positionals
    const inspection = inspectCode(loadCode(file).bytes, {
      schedule: args.choice('schedule', ['hera', 'ewasm-v1']) ?? 'ewasm-v1',
      profile: args.has('debug') ? 'ewasm-debug' : 'ewasm',
    })
    const limits = args.has('limits') ? 'limits' : 'no limits'
    const lines = args.has('json')
      ? [JSON.stringify(inspection)]
      : inspectionLines(inspection, terminal, limits)
    for (const line of lines) terminal.print(line)
    return inspection.verdict.ok ? exitCode.success : exitCode.failure
  },
}
