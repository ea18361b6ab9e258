import { Dispatcher } from '../src/json-rpc/dispatcher.ts'
import { errorCode } from '../src/json-rpc/error-code.ts'
import { type HttpServer, type ListenOptions, serveHttp } from '../src/json-rpc/http/http-server.ts'
import { defaultLimits, type RequestLimits } from '../src/json-rpc/limits.ts'
import { defaultWebSocketLimits } from '../src/json-rpc/websocket/websocket-limits.ts'
import { serveWebSockets } from '../src/json-rpc/websocket/websocket-server.ts'
import { connectClient } from './connect-client.ts'
import type { SubstrateNode } from './node/substrate-node.ts'
import { nodePage } from './node-page.ts'
import { methodTable } from './rpc/method-table.ts'
import { SubstrateDevnetError } from './substrate-devnet-error.ts'

/** As long as a runtime that is sent to be the next one, in hex. */
const limits: RequestLimits = { ...defaultLimits, bodyBytes: 15 * 1024 * 1024 }

/**
 * Serves a node's JSON-RPC over HTTP and WebSocket on one port.
 * @param onNotice Told in words what a person would want to know.
 * @throws SubstrateDevnetError when the port is taken
 */
export async function serveChain(
  node: SubstrateNode,
  listen: ListenOptions,
  onNotice: (text: string) => void,
): Promise<HttpServer> {
  const options = {
    methods: methodTable,
    limits,
    onInternalError: (error: unknown, method: string) =>
      onNotice(`${method} failed: ${textOf(error)}`),
  }
  const overHttp = new Dispatcher({ ...options, context: { node, connection: undefined } })
  const sockets = serveWebSockets(defaultWebSocketLimits, (outlet) =>
    connectClient(node, outlet, options),
  )
  const handlers = {
    answer: (body: Uint8Array) => overHttp.answer(body),
    page: () => nodePage(node),
    maxBodyBytes: limits.bodyBytes,
    bodyTooLarge: BODY_TOO_LARGE,
    upgrade: sockets.upgrade,
  }
  try {
    const server = await serveHttp(handlers, listen)
    return {
      ...server,
      close: async () => {
        await sockets.close()
        await server.close()
      },
    }
  } catch (error) {
    throw isPortTaken(error) ? portTaken(listen) : error
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

function portTaken({ host, port }: ListenOptions): SubstrateDevnetError {
  return new SubstrateDevnetError(
    `Port ${port} is taken on ${host}.`,
    'Choose another one, or 0 for any.',
  )
}

const BODY_TOO_LARGE = JSON.stringify({
  jsonrpc: '2.0',
  id: null,
  error: {
    code: errorCode.invalidRequest,
    message: `invalid request: the body is longer than ${limits.bodyBytes} bytes`,
  },
})

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
