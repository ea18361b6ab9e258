import type { Command, OptionSpec } from './command.ts'
import type { Terminal } from './terminal.ts'

/** Help of the program: every command with its summary. */
export function programHelp(commands: readonly Command[], { style }: Terminal): string[] {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'Deterministic WebAssembly execution engine for smart contracts.',
    '',
    `${style('bold', 'Usage:')} gantry <command> [options]`,
    '',
    style('bold', 'Commands:'),
    ...commands.map(({ name, summary }) => `  ${style('cyan', name.padEnd(width))}  ${summary}`),
    '',
    style('bold', 'Options:'),
    '  --help     Show help; `gantry help <command>` for one command',
    '  --version  Show the version',
    '',
    'Exit codes: 0 success, 1 the answer is no, 2 wrong command line, 3 broken environment.',
  ]
}

/** Help of one command. */
export function commandHelp(command: Command, { style }: Terminal): string[] {
  const rows = Object.entries(command.options).map(([name, spec]) => ({
    left: optionText(name, spec),
    help: spec.help,
  }))
  const width = Math.max(0, ...rows.map(({ left }) => left.length))
  return [
    command.summary,
    '',
    `${style('bold', 'Usage:')} ${usageLine(command)}`,
    '',
    ...command.description,
    '',
    style('bold', 'Options:'),
    ...rows.map(({ left, help }) => `  ${style('cyan', left.padEnd(width))}  ${help}`),
    `  ${style('cyan', '--help'.padEnd(width))}  Show this help`,
    ...(command.examples.length === 0 ? [] : ['', style('bold', 'Examples:')]),
    ...command.examples.map((example) => `  ${example}`),
  ]
}

/** `gantry run <file> [options]`. */
export function usageLine({ name, positionals }: Command): string {
  return ['gantry', name, ...positionals, '[options]'].join(' ')
}

/** `-o, --out DIR`. */
export function optionText(name: string, { short, value }: OptionSpec): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`
  return short === undefined ? long : `-${short}, ${long}`
}
