import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { readBody } from './read-body.ts'

/** What is behind the server. */
export interface HttpHandlers {
  /** The text that answers a posted body; undefined when there is nothing to say. Never rejects. */
  readonly answer: (body: Uint8Array) => Promise<string | undefined>
  /** What a person who opens the URL in a browser reads. */
  readonly page: () => string
  /** The text for a body that is longer than allowed. */
  readonly bodyTooLarge: string
  readonly maxBodyBytes: number
  /** Takes a connection over that wants another protocol, such as WebSocket; without it such a request is refused. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

/** Where to listen. */
export interface ListenOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
}

/** A server that listens. */
export interface HttpServer {
  /** Such as `http://127.0.0.1:8545`. */
  readonly url: string
  readonly port: number
  /** Takes no more requests, finishes those in progress, closes the connections. */
  close(): Promise<void>
}

/** Longer than a client's own pool keeps a connection, so that the client is the one who closes it. */
const KEEP_ALIVE_MS = 75_000

/**
 * Serves JSON-RPC over HTTP/1.1: POST with a body on any path; GET answers with a page for people.
 * Any web page may ask (CORS): the node holds no secrets.
 * @throws the system's error when the port is taken
 */
export async function serveHttp(
  handlers: HttpHandlers,
  options: ListenOptions,
): Promise<HttpServer> {
  const inProgress = new Set<Promise<void>>()
  const server = createServer((request, response) => {
    const work = handle(handlers, request, response).finally(() => inProgress.delete(work))
    inProgress.add(work)
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  if (handlers.upgrade !== undefined) server.on('upgrade', handlers.upgrade)
  await listen(server, options)
  const { port } = server.address() as AddressInfo // a TCP server that listens has one
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  return { url: `http://${host}:${port}`, port, close: () => close(server, inProgress) }
}

async function handle(
  handlers: HttpHandlers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  allowEveryOrigin(request, response)
  if (request.method === 'POST') return answerPost(handlers, request, response)
  request.resume()
  if (request.method === 'OPTIONS') return send(response, 204, undefined)
  if (request.method === 'GET' || request.method === 'HEAD') {
    response.setHeader('content-type', 'text/plain; charset=utf-8')
    return send(response, 200, handlers.page())
  }
  response.setHeader('allow', 'GET, HEAD, OPTIONS, POST')
  return send(response, 405, undefined)
}

async function answerPost(
  handlers: HttpHandlers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, handlers.maxBodyBytes)
  if (body === 'aborted') return
  response.setHeader('content-type', 'application/json')
  if (body === 'tooLarge') {
    response.setHeader('connection', 'close')
    return send(response, 413, handlers.bodyTooLarge)
  }
  const text = await handlers.answer(body)
  return send(response, text === undefined ? 204 : 200, text)
}

function allowEveryOrigin(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*')
  if (request.method !== 'OPTIONS') return
  const headers = request.headers['access-control-request-headers'] ?? 'content-type'
  response.setHeader('access-control-allow-methods', 'GET, HEAD, OPTIONS, POST')
  response.setHeader('access-control-allow-headers', headers)
  response.setHeader('access-control-allow-private-network', 'true')
  response.setHeader('access-control-max-age', '86400')
}

/** Ends the response; resolves when its bytes went to the system, or its connection is gone. */
function send(response: ServerResponse, status: number, text: string | undefined): Promise<void> {
  response.statusCode = status
  return new Promise((resolve) => {
    response.once('close', resolve)
    if (text === undefined) {
      response.end()
      return
    }
    const bytes = Buffer.from(text)
    response.setHeader('content-length', bytes.length)
    response.end(bytes)
  })
}

function listen(server: Server, { host, port }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** A client that is only half through with a request, or sends nothing, is not waited for longer than this. */
const LAST_ANSWERS_MS = 5_000

async function close(server: Server, inProgress: ReadonlySet<Promise<void>>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const timeout = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS)
  await Promise.all(inProgress)
  server.closeAllConnections()
  await closed
  clearTimeout(timeout)
}
