/** What the process of the `gantry` command ends with; docs/cli.md lists it for scripts. */
export const exitCode = {
  success: 0,
  /** The command did its work and the answer is no: the contract failed, a case failed, the module is refused. */
  failure: 1,
  /** The command line is wrong. Nothing was done. */
  usage: 2,
  /** A file cannot be read, the machine's limits were reached, or there is a bug. */
  broken: 3,
} as const
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
