import { GantryError } from '../../primitives/gantry-error.ts'

/** An engine cannot listen at a path. */
export class SidecarAddressError extends GantryError {
  readonly code = 'SIDECAR_ADDRESS'
  readonly path: string

  constructor(path: string, details: string, cause?: unknown) {
    super(`The engine cannot listen at ${path}.`, { details, docs: 'substrate-sidecar.md', cause })
    this.path = path
  }
}
