import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { Connection, type ConnectionHandler, type Outlet } from './connection.ts'
import type { WebSocketLimits } from './websocket-limits.ts'

/** The WebSockets of a server. */
export interface WebSockets {
  /** Takes over a connection of an HTTP server that asks for WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Tells the clients that the server goes away, and ends the connections of those who do not answer. */
  close(): Promise<void>
}

const GOING_AWAY = 1001
const LAST_WORDS_MS = 1000

/**
 * JSON-RPC over WebSocket, on the port of an HTTP server.
 * @param connect Called for each new connection; what it returns answers.
 */
export function serveWebSockets(
  limits: WebSocketLimits,
  connect: (outlet: Outlet) => ConnectionHandler,
): WebSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false, // an answer of a megabyte costs 20 ms to compress, and the client is on this computer
  })
  server.on('connection', (socket: WebSocket) => new Connection(socket, limits, connect))
  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy())
      if (server.clients.size >= limits.connections) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, (client) => {
        server.emit('connection', client, request)
      })
    },
    async close() {
      for (const client of server.clients) client.close(GOING_AWAY, 'the node goes away')
      const timeout = setTimeout(() => {
        for (const client of server.clients) client.terminate()
      }, LAST_WORDS_MS)
      await Promise.all([...server.clients].map(closed))
      clearTimeout(timeout)
      server.close()
    },
  }
}

function closed(client: WebSocket): Promise<void> {
  return new Promise((resolve) => client.once('close', () => resolve()))
}
