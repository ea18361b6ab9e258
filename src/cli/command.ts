import type { CommandArguments } from './command-arguments.ts'
import type { ExitCode } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

/** An option of a command, as its help shows it. */
export interface OptionSpec {
  /** What stands for the value in help, such as `HEX`; an option without it is a switch. */
  readonly value?: string
  /** One letter, for `-o`. */
  readonly short?: string
  /** One line. */
  readonly help: string
}

/** A row of the command table: all that help, parsing and dispatch need. */
export interface Command {
  readonly name: string
  /** One line, for the list of commands. */
  readonly summary: string
  /** Positional arguments in usage notation: `<file>`, `<path…>`; the ones in angle brackets are required. */
  readonly positionals: readonly string[]
  /** Lines below the usage line. */
  readonly description: readonly string[]
  readonly options: Readonly<Record<string, OptionSpec>>
  readonly examples: readonly string[]
  /** Does the work. What it needs from other rooms it imports when it runs, so that help is instant. */
  run(args: CommandArguments, terminal: Terminal): Promise<ExitCode>
}
