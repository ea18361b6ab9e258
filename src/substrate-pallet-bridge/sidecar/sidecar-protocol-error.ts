import { GantryError } from '../../primitives/gantry-error.ts'

/** The other side of a sidecar's socket does not keep to the protocol. The connection is closed. */
export class SidecarProtocolError extends GantryError {
  readonly code = 'SIDECAR_PROTOCOL'

  constructor(shortMessage: string) {
    super(shortMessage, { docs: 'substrate-sidecar.md' })
  }
}
