import { GantryError } from '../../primitives/gantry-error.ts'

/** Bytes that cannot be run as a runtime: no Wasm, no heap base, an import of the wrong kind. */
export class InvalidRuntimeError extends GantryError {
  readonly code = 'SUBSTRATE_INVALID_RUNTIME'

  constructor(reason: string, cause?: unknown) {
    super(`This is not a runtime that can be run: ${reason}.`, {
      docs: 'substrate-host.md',
      ...(cause === undefined ? {} : { cause }),
    })
  }
}
