/**
 * The protocol between a node and an engine behind a socket, version 1: frames of a kind, an id and a payload.
 * @see docs/substrate-sidecar.md
 */
export const SIDECAR_VERSION = 1

/** What the payload of `hello` begins with. */
export const SIDECAR_MAGIC: Uint8Array = new TextEncoder().encode('gantry-sidecar')

/** Kinds of frames. A message's `read`, `value` and `answer` carry the id that its `run` has. */
export const frameKind = {
  /** Node: magic, lowest and highest version that it speaks (a byte each). The first frame. */
  hello: 0x01,
  /** Engine: the version that both will speak (u8), messages that may be in flight (u16). The answer to `hello`. */
  welcome: 0x02,
  /** Engine: why it closes the connection (a byte), and a sentence. */
  refusal: 0x03,
  /** Node: a message of the pallet. */
  run: 0x10,
  /** Engine: what to read (0: get, 1: next key), then the key. At most one for each message at a time. */
  read: 0x11,
  /** Node: 0, or 1 and the value. */
  value: 0x12,
  /** Engine: the answer of a message. */
  answer: 0x13,
  /** Node: asks whether the engine is well. */
  ping: 0x20,
  /** Engine: messages that run or wait (u32), of all connections. */
  pong: 0x21,
} as const
export type FrameKind = (typeof frameKind)[keyof typeof frameKind]

/** Why an engine closes a connection, with its byte in `refusal`. */
export const refusalReason = {
  /** No version in common. */
  version: 0,
  /** As many connections as the engine takes. */
  busy: 1,
  /** Frames that the protocol does not have, or not there. */
  protocol: 2,
  /** The engine ends. */
  closing: 3,
} as const
export type RefusalReason = (typeof refusalReason)[keyof typeof refusalReason]

/** What is read of the node's storage. */
export const readOperation = { get: 0, nextKey: 1 } as const
export type ReadOperation = keyof typeof readOperation

/** Longest frame after its length: room for the longest init code and storage values, and an end to nonsense. */
export const MAX_FRAME_LENGTH: number = 64 * 1024 * 1024
