import { parseArgs } from 'node:util'
import { nearestName } from '../primitives/nearest-name.ts'
import type { Command } from './command.ts'
import { CommandArguments } from './command-arguments.ts'
import { UsageError } from './usage-error.ts'

/**
 * Parses what follows the command's name.
 * @throws UsageError
 */
export function parseArguments(command: Command, argv: readonly string[]): CommandArguments {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: parseOptions(command),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  for (const token of tokens) if (token.kind === 'option') checkOption(command, token)
  checkPositionals(command, positionals)
  const options = values as Readonly<Record<string, string | boolean | undefined>>
  return new CommandArguments(command.name, positionals, options)
}

function parseOptions({ options }: Command) {
  return Object.fromEntries(
    Object.entries(options).map(([name, { value, short }]) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(short === undefined ? {} : { short }),
      },
    ]),
  )
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
}

function checkOption(
  { name: command, options }: Command,
  { name, rawName, value }: OptionToken,
): void {
  const spec = options[name]
  if (spec === undefined) {
    const nearest = nearestName(name, Object.keys(options))
    const hint = nearest === undefined ? '' : ` Did you mean --${nearest}?`
    throw new UsageError(`Unknown option ${rawName}.${hint}`, command)
  }
  if (spec.value === undefined && value !== undefined) {
    throw new UsageError(`--${name} takes no value.`, command)
  }
  if (spec.value !== undefined && value === undefined) {
    throw new UsageError(`--${name} needs a value: --${name} ${spec.value}.`, command)
  }
}

function checkPositionals({ name, positionals: specs }: Command, given: readonly string[]): void {
  const missing = specs.slice(given.length).find((spec) => spec.startsWith('<'))
  if (missing !== undefined) throw new UsageError(`Missing ${missing}.`, name)
  const repeats = specs.some((spec) => spec.includes('…'))
  const extra = given[specs.length]
  if (!repeats && extra !== undefined) throw new UsageError(`Unexpected argument ${extra}.`, name)
}
