import type { Command } from './command.ts'
import { optionText, usageLine } from './help.ts'

/** docs/cli.md: the reference of the command line, from the same rows that help is made of. */
export function cliReference(commands: readonly Command[]): string {
  return `${[...introduction, ...commands.flatMap(commandSection)].join('\n')}\n`
}

const introduction = [
  '# The `gantry` command',
  '',
  'In a checkout `npx gantry`, in an installed package `gantry`. `gantry help <command>` shows what stands here. This page is',
  'made of the command table: `npm run docs:cli`.',
  '',
  '- Results go to standard output, everything else to standard error. `--json` prints one line of JSON.',
  '- Colours are used on a terminal only, and not when `NO_COLOR` is set.',
  '- A misspelt command or option is an error with the nearest known one.',
  '',
  '| exit code | meaning                                                                                |',
  '| --------- | -------------------------------------------------------------------------------------- |',
  '| 0         | success                                                                                |',
  '| 1         | the work was done and the answer is no: contract failed, case failed, module refused   |',
  '| 2         | the command line is wrong; nothing was done                                            |',
  '| 3         | a file cannot be read, a limit of the machine was reached, or there is a bug           |',
]

function commandSection(command: Command): string[] {
  const { name, summary, description, options, examples } = command
  return [
    '',
    `## gantry ${name}`,
    '',
    `${summary}. ${description.join(' ')}`,
    '',
    '```text',
    usageLine(command),
    '```',
    '',
    ...Object.entries(options).map(
      ([option, spec]) => `- \`${optionText(option, spec)}\`: ${spec.help}`,
    ),
    ...(examples.length === 0 ? [] : ['', '```sh', ...examples, '```']),
  ]
}
