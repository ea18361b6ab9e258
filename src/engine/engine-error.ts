import { GantryError, type GantryErrorOptions } from '../primitives/gantry-error.ts'

/** What a machine has too little of. */
export type MachineLimit = 'memory' | 'stack'

export interface EngineErrorOptions extends GantryErrorOptions {
  readonly limit?: MachineLimit
}

/**
 * The engine could not finish an execution: the native stack or memory ran out, a watchdog fired, or a bug.
 *
 * Aborts the whole transaction. Never becomes the result of a contract, because another machine would have a
 * different limit.
 */
export class EngineError extends GantryError {
  readonly code = 'ENGINE_FAILURE'
  /** What of the machine did not suffice; undefined where it was something else. */
  readonly limit: MachineLimit | undefined

  constructor(shortMessage: string, options: EngineErrorOptions = {}) {
    super(shortMessage, { docs: 'architecture.md', ...options })
    this.limit = options.limit
  }
}
