import type { GantryError } from '../primitives/gantry-error.ts'

/** What every node's settings have. All of them go to its thread, so they are plain data. */
export interface NodeSettings {
  readonly port: number
  /** After so long in one execution the thread is ended and started again. */
  readonly executionLimitMs: number
}

/** A kind of node that a thread can run. */
export interface NodeProgram {
  /** Name of its threads, for debuggers. */
  readonly name: string
  /** The module that calls `runNodeThread`. */
  readonly entry: URL
  /** Native stack of its thread, in MiB. */
  readonly stackSizeMb: number
  /** The error for a node that cannot be started or kept running. */
  readonly failure: (reason: string, details?: string) => GantryError
}

/**
 * The entry of a thread: in a checkout the program is TypeScript, and its thread begins with a small module that makes
 * Node read that; in the package both are JavaScript.
 * @param here `import.meta.url` of the caller
 * @param name the file's name without extension
 */
export function threadEntry(here: string, name: string): URL {
  const isSource = here.endsWith('.ts')
  return new URL(isSource ? `./${name}-in-source.mjs` : `./${name}.js`, here)
}
