import { GantryError, type GantryErrorOptions } from '../../primitives/gantry-error.ts'

/** A runtime used a host function in a way that the function refuses: its call ends, and nothing else is harmed. */
export abstract class HostFunctionError extends GantryError {
  constructor(shortMessage: string, options: GantryErrorOptions = {}) {
    super(shortMessage, { docs: 'substrate-host.md', ...options })
  }
}
