import { equalBytes } from '../../primitives/equal-bytes.ts'
import {
  type RefusalReason,
  refusalReason,
  SIDECAR_MAGIC,
  SIDECAR_VERSION,
} from './sidecar-protocol.ts'
import { SidecarProtocolError } from './sidecar-protocol-error.ts'

/** The versions that a node speaks. */
export interface Hello {
  readonly lowest: number
  readonly highest: number
}

/** What both sides go by from then on. */
export interface Welcome {
  readonly version: number
  /** Messages that the node may have in flight at a time. */
  readonly window: number
}

/** Why an engine closes a connection. */
export interface Refusal {
  readonly reason: RefusalReason
  readonly text: string
}

const WELCOME_LENGTH = 3
const reasons: ReadonlySet<number> = new Set(Object.values(refusalReason))

/** The payload of `hello`: this side speaks one version. */
export function encodeHello(): Uint8Array {
  return Uint8Array.of(...SIDECAR_MAGIC, SIDECAR_VERSION, SIDECAR_VERSION)
}

/** @throws SidecarProtocolError */
export function decodeHello(payload: Uint8Array): Hello {
  const { length } = SIDECAR_MAGIC
  const [lowest, highest] = payload.subarray(length)
  const isMagic = equalBytes(payload.subarray(0, length), SIDECAR_MAGIC)
  if (!isMagic || lowest === undefined || highest === undefined || lowest > highest) {
    throw new SidecarProtocolError('The first frame is no greeting.')
  }
  return { lowest, highest }
}

/** The payload of `welcome`. */
export function encodeWelcome({ version, window }: Welcome): Uint8Array {
  return Uint8Array.of(version, window & 0xff, window >> 8)
}

/** @throws SidecarProtocolError */
export function decodeWelcome(payload: Uint8Array): Welcome {
  const [version = 0, low = 0, high = 0] = payload
  if (payload.length < WELCOME_LENGTH || version !== SIDECAR_VERSION) {
    throw new SidecarProtocolError(`The engine speaks version ${version}.`)
  }
  return { version, window: low + high * 256 }
}

/** The payload of `refusal`. */
export function encodeRefusal({ reason, text }: Refusal): Uint8Array {
  return Uint8Array.of(reason, ...new TextEncoder().encode(text))
}

/** @throws SidecarProtocolError */
export function decodeRefusal(payload: Uint8Array): Refusal {
  const [reason] = payload
  if (reason === undefined || !reasons.has(reason)) {
    throw new SidecarProtocolError(`A refusal for the reason ${reason}.`)
  }
  return { reason: reason as RefusalReason, text: new TextDecoder().decode(payload.subarray(1)) }
}
