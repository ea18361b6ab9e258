import { errorCode } from '../src/json-rpc/error-code.ts'
import { RpcError } from '../src/json-rpc/rpc-error.ts'
import type { StartSubscription, Subscriptions } from '../src/json-rpc/subscriptions.ts'
import type { Follow } from './chain-head/follow.ts'
import type { SubstrateNode } from './node/substrate-node.ts'
import type { Activity } from './watch/activity.ts'
import type { Broadcast } from './watch/broadcast.ts'

/** What one WebSocket connection has open. */
export interface ConnectionState {
  readonly subscriptions: Subscriptions
  /** By the id of their subscription. */
  readonly follows: Map<string, Follow>
  /** By the id of their operation. */
  readonly broadcasts: Map<string, Broadcast>
  readonly activity: Activity
  /** A name for an operation, which no other one on this connection has had. */
  readonly nextId: () => string
}

/** Whom a method answers: the node, and the connection where there is one; a request over HTTP has none. */
export interface Session {
  readonly node: SubstrateNode
  readonly connection: ConnectionState | undefined
}

/** The connection of a session. @throws RpcError when the request came over HTTP */
export function connectionOf({ connection }: Session): ConnectionState {
  if (connection !== undefined) return connection
  throw new RpcError(
    errorCode.methodNotFound,
    'this method needs a WebSocket connection: over HTTP nobody can be told of events',
  )
}

/** Opens a subscription. @throws RpcError */
export function subscribe(session: Session, kind: string, start: StartSubscription): string {
  return connectionOf(session).subscriptions.open(kind, start)
}
