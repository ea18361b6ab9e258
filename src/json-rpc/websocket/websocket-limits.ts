/** What one WebSocket connection may take of the node. */
export interface WebSocketLimits {
  /** Connections at the same time. */
  readonly connections: number
  /** Length of a message from the client, in bytes. */
  readonly messageBytes: number
  /** Messages that may wait for their answer; the socket is not read while so many do. */
  readonly waitingMessages: number
  /** Bytes on their way to the client; no further message is answered while there are more. */
  readonly unsentBytes: number
  /** Bytes on their way to a client that does not read them, at which it is disconnected. */
  readonly lostBytes: number
  /** A client that has not answered a ping for so long, in ms, is gone. */
  readonly pingMs: number
}

/** As generous as a Substrate node's: 100 connections, messages of 15 MiB. */
export const defaultWebSocketLimits: WebSocketLimits = {
  connections: 100,
  messageBytes: 15 * 1024 * 1024,
  waitingMessages: 128,
  unsentBytes: 1024 * 1024,
  lostBytes: 64 * 1024 * 1024,
  pingMs: 20_000,
}
