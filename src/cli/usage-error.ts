import { GantryError } from '../primitives/gantry-error.ts'

/** The command line is wrong: unknown command or option, missing or malformed argument. */
export class UsageError extends GantryError {
  readonly code = 'USAGE'
  /** Name of the command whose help explains it; undefined when none was recognised. */
  readonly command: string | undefined

  constructor(shortMessage: string, command?: string) {
    super(shortMessage)
    this.command = command
  }
}
