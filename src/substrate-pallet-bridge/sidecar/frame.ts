import type { FrameKind } from './sidecar-protocol.ts'
import { frameKind, MAX_FRAME_LENGTH } from './sidecar-protocol.ts'
import { SidecarProtocolError } from './sidecar-protocol-error.ts'

/** What goes over the socket. */
export interface Frame {
  readonly kind: FrameKind
  /** Of the message; 0 where there is none. */
  readonly id: number
  readonly payload: Uint8Array
}

const LENGTH_BYTES = 4
/** Kind and id. */
const HEADER_BYTES = 5
const NOTHING = new Uint8Array(0)
const kinds: ReadonlySet<number> = new Set(Object.values(frameKind))

/** The frame as bytes: length of the rest (u32), kind (u8), id (u32), payload; numbers are little-endian. */
export function encodeFrame(
  kind: FrameKind,
  id: number,
  payload: Uint8Array = NOTHING,
): Uint8Array {
  const bytes = new Uint8Array(LENGTH_BYTES + HEADER_BYTES + payload.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, HEADER_BYTES + payload.length, true)
  view.setUint8(4, kind)
  view.setUint32(5, id, true)
  bytes.set(payload, LENGTH_BYTES + HEADER_BYTES)
  return bytes
}

/** Puts frames together from the pieces in which a stream brings them. */
export class FrameReader {
  #parts: Uint8Array[] = []
  #length = 0

  /**
   * The frames that are whole with `bytes`.
   * @throws SidecarProtocolError
   */
  push(bytes: Uint8Array): Frame[] {
    const frames: Frame[] = []
    this.#parts.push(bytes)
    this.#length += bytes.length
    for (;;) {
      const length = this.#frameLength()
      if (length === undefined || this.#length < LENGTH_BYTES + length) return frames
      frames.push(frameOf(this.#take(LENGTH_BYTES + length).subarray(LENGTH_BYTES)))
    }
  }

  #frameLength(): number | undefined {
    if (this.#length < LENGTH_BYTES) return undefined
    const start = this.#joined()
    const length = new DataView(start.buffer, start.byteOffset).getUint32(0, true)
    if (length >= HEADER_BYTES && length <= MAX_FRAME_LENGTH) return length
    throw new SidecarProtocolError(`A frame of ${length} bytes.`)
  }

  /** All parts as one, if the first has no length in it; so a long frame's parts are joined once. */
  #joined(): Uint8Array {
    const [first = NOTHING] = this.#parts
    if (first.length >= LENGTH_BYTES) return first
    const all = Buffer.concat(this.#parts)
    this.#parts = [all]
    return all
  }

  #take(length: number): Uint8Array {
    const all = this.#parts.length === 1 ? (this.#parts[0] ?? NOTHING) : Buffer.concat(this.#parts)
    this.#parts = all.length === length ? [] : [all.subarray(length)]
    this.#length -= length
    return all.subarray(0, length)
  }
}

function frameOf(bytes: Uint8Array): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const kind = view.getUint8(0)
  if (!kinds.has(kind)) throw new SidecarProtocolError(`A frame of kind ${kind}.`)
  return {
    kind: kind as FrameKind,
    id: view.getUint32(1, true),
    payload: bytes.slice(HEADER_BYTES),
  }
}
