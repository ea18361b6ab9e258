import { readFileSync } from 'node:fs'
import { GantryError } from '../primitives/gantry-error.ts'
import { nearestName } from '../primitives/nearest-name.ts'
import type { Command } from './command.ts'
import { commands } from './command-table.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { commandHelp, programHelp } from './help.ts'
import { parseArguments } from './parse-arguments.ts'
import { createTerminal, type Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/**
 * The `gantry` command.
 * @param argv what follows the program's name
 * @returns the exit code; errors are written, never thrown
 */
export async function main(
  argv: readonly string[],
  terminal: Terminal = createTerminal(process.stdout, process.stderr, process.env),
): Promise<ExitCode> {
  try {
    return await dispatch(argv, terminal)
  } catch (error) {
    return reportError(error, terminal)
  }
}

async function dispatch([name, ...rest]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h') {
    return show(programHelp(commands, terminal), terminal)
  }
  if (name === '--version' || name === '-v') return show([`gantry ${version()}`], terminal)
  if (name === 'help') return help(rest[0], terminal)
  const command = find(name)
  if (rest.some((arg) => arg === '--help' || arg === '-h')) {
    return show(commandHelp(command, terminal), terminal)
  }
  return command.run(parseArguments(command, rest), terminal)
}

function help(name: string | undefined, terminal: Terminal): ExitCode {
  if (name === undefined) return show(programHelp(commands, terminal), terminal)
  return show(commandHelp(find(name), terminal), terminal)
}

function find(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name)
  if (command !== undefined) return command
  const nearest = nearestName(name, [...commands.map((candidate) => candidate.name), 'help'])
  const what = name.startsWith('-') ? 'option' : 'command'
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`
  throw new UsageError(`Unknown ${what} ${name}.${hint}`)
}

function show(lines: readonly string[], terminal: Terminal): ExitCode {
  for (const line of lines) terminal.print(line)
  return exitCode.success
}

/** The version in package.json, which lies above the sources and above the build. */
function version(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const text = readFileSync(new URL(path, import.meta.url), 'utf8')
      return (JSON.parse(text) as { readonly version: string }).version
    } catch {
      // Not here: the build lies one folder deeper than the sources.
    }
  }
  return 'unknown'
}

function reportError(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof UsageError) {
    terminal.note(`gantry: ${error.message}`)
    const topic = error.command === undefined ? '' : ` ${error.command}`
    terminal.note(`Run \`gantry help${topic}\` for help.`)
    return exitCode.usage
  }
  if (isGantryError(error)) {
    terminal.note(`gantry: ${error.message}`)
    return refusals.has(error.code) ? exitCode.failure : exitCode.broken
  }
  const isFileError = error instanceof Error && 'syscall' in error
  terminal.note(`gantry: ${error instanceof Error && !isFileError ? error.stack : String(error)}`)
  return exitCode.broken
}

/** One that comes from another thread has lost its class and kept its fields. */
function isGantryError(error: unknown): error is GantryError {
  return error instanceof GantryError || (error instanceof Error && 'shortMessage' in error)
}

/** Errors that are an answer about the input, not about the machine. */
const refusals: ReadonlySet<string> = new Set(['SOLIDITY_REFUSED', 'CONTRACT_NOT_EWASM'])
