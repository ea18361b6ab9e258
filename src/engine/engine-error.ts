import { GantryError, type GantryErrorOptions } from '../primitives/gantry-error.ts'

/**
 * The engine could not finish an execution: the native stack or memory ran out, a watchdog fired, or a bug.
 *
 * Aborts the whole transaction. Never becomes the result of a contract, because another machine would have a
 * different limit.
 */
export class EngineError extends GantryError {
  readonly code = 'ENGINE_FAILURE'

  constructor(shortMessage: string, options?: GantryErrorOptions) {
    super(shortMessage, { docs: 'architecture.md', ...options })
  }
}
