import { Dispatcher, type DispatcherOptions } from '../src/json-rpc/dispatcher.ts'
import { Subscriptions } from '../src/json-rpc/subscriptions.ts'
import type { ConnectionHandler, Outlet } from '../src/json-rpc/websocket/connection.ts'
import { systemClock } from './node/clock.ts'
import type { SubstrateNode } from './node/substrate-node.ts'
import type { ConnectionState, Session } from './session.ts'
import { Activity } from './watch/activity.ts'

/** As in Substrate's nodes. */
const MAX_SUBSCRIPTIONS = 1024

/** What answers one WebSocket connection: a dispatcher, and what the client has open. */
export function connectClient(
  node: SubstrateNode,
  outlet: Outlet,
  options: Omit<DispatcherOptions<Session>, 'context'>,
): ConnectionHandler {
  const connection = newConnection(outlet)
  const dispatcher = new Dispatcher({ ...options, context: { node, connection } })
  let isClosed = false
  return {
    answer: (message) => {
      connection.activity.asked(message)
      return dispatcher.answer(message)
    },
    answered: () => {
      if (isClosed) endAll(connection) // it has gone while its request was worked on
      connection.activity.answered()
      connection.subscriptions.answered()
    },
    // Whoever follows the chain can begin anew, and gets less that way than by reading on.
    congested: () => {
      for (const follow of [...connection.follows.values()]) follow.stop()
    },
    closed: () => {
      isClosed = true
      endAll(connection)
    },
  }
}

function endAll({ subscriptions, broadcasts }: ConnectionState): void {
  subscriptions.closeAll()
  for (const broadcast of broadcasts.values()) broadcast.stop()
  broadcasts.clear()
}

function newConnection(outlet: Outlet): ConnectionState {
  let operations = 0
  return {
    subscriptions: new Subscriptions((text) => outlet.send(text), MAX_SUBSCRIPTIONS),
    follows: new Map(),
    broadcasts: new Map(),
    activity: new Activity(systemClock),
    nextId: () => {
      operations += 1
      return `operation-${operations}`
    },
  }
}
