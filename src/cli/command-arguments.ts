import { UsageError } from './usage-error.ts'

/** The parsed command line of one command. */
export class CommandArguments {
  readonly command: string
  readonly positionals: readonly string[]
  readonly #options: Readonly<Record<string, string | boolean | undefined>>

  constructor(
    command: string,
    positionals: readonly string[],
    options: Readonly<Record<string, string | boolean | undefined>>,
  ) {
    this.command = command
    this.positionals = positionals
    this.#options = options
  }

  /** Whether a switch is set. */
  has(name: string): boolean {
    return this.#options[name] === true
  }

  /** The value of an option, undefined when it was not given. */
  text(name: string): string | undefined {
    const value = this.#options[name]
    return typeof value === 'string' ? value : undefined
  }

  /**
   * The value of an option that is a whole number from 0 to `limit`; digits may be grouped by `_`.
   * @throws UsageError
   */
  integer(name: string, limit: bigint): bigint | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const digits = text.replaceAll('_', '')
    if (/^(?:\d+|0x[0-9a-fA-F]+)$/.test(digits) && BigInt(digits) <= limit) return BigInt(digits)
    throw this.usageError(`--${name} must be a whole number from 0 to ${limit}, got ${text}.`)
  }

  /**
   * The value of an option that is one of `names`.
   * @throws UsageError
   */
  choice<Name extends string>(name: string, names: readonly Name[]): Name | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const chosen = names.find((candidate) => candidate === text)
    if (chosen !== undefined) return chosen
    throw this.usageError(`--${name} must be one of ${names.join(', ')}, got ${text}.`)
  }

  usageError(message: string): UsageError {
    return new UsageError(message, this.command)
  }
}
