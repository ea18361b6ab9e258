import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import { type HttpServer, serveHttp } from '../../../src/json-rpc/http/http-server.ts'
import type { ConnectionHandler, Outlet } from '../../../src/json-rpc/websocket/connection.ts'
import {
  defaultWebSocketLimits,
  type WebSocketLimits,
} from '../../../src/json-rpc/websocket/websocket-limits.ts'
import {
  serveWebSockets,
  type WebSockets,
} from '../../../src/json-rpc/websocket/websocket-server.ts'

interface TestServer {
  readonly url: string
  readonly outlets: Outlet[]
  readonly events: string[]
  close(): Promise<void>
}

const running: TestServer[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})

type Answer = (text: string) => Promise<string | undefined>

async function start(answer: Answer, limits: Partial<WebSocketLimits> = {}): Promise<TestServer> {
  const outlets: Outlet[] = []
  const events: string[] = []
  const sockets: WebSockets = serveWebSockets(
    { ...defaultWebSocketLimits, ...limits },
    (outlet) => {
      outlets.push(outlet)
      const handler: ConnectionHandler = {
        answer: (message) => answer(Buffer.from(message).toString()),
        answered: () => events.push('answered'),
        congested: () => events.push('congested'),
        closed: () => events.push('closed'),
      }
      return handler
    },
  )
  const http: HttpServer = await serveHttp(
    {
      answer: async () => 'over HTTP',
      page: () => '',
      bodyTooLarge: '',
      maxBodyBytes: 100,
      upgrade: sockets.upgrade,
    },
    { host: '127.0.0.1', port: 0 },
  )
  const server: TestServer = {
    url: http.url,
    outlets,
    events,
    close: async () => {
      await sockets.close()
      await http.close()
    },
  }
  running.push(server)
  return server
}

async function connect({ url }: TestServer): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'))
  await once(socket, 'open')
  return socket
}

function collect(socket: WebSocket, count: number): Promise<string[]> {
  return new Promise((resolve) => {
    const texts: string[] = []
    socket.on('message', (data) => {
      texts.push(String(data))
      if (texts.length === count) resolve(texts)
    })
  })
}

describe('serveWebSockets', () => {
  it('answers on the port of the HTTP server, which goes on', async () => {
    const server = await start(async (text) => `${text}!`)
    const socket = await connect(server)
    const texts = collect(socket, 1)
    socket.send('hello')
    expect(await texts).toEqual(['hello!'])
    const response = await fetch(server.url, { method: 'POST', body: 'x' })
    expect(await response.text()).toBe('over HTTP')
  })

  it('answers in the order of the messages, one after the other', async () => {
    let active = 0
    const server = await start(async (text) => {
      active += 1
      expect(active).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, text === '0' ? 20 : 0))
      active -= 1
      return text
    })
    const socket = await connect(server)
    const texts = collect(socket, 300)
    for (let i = 0; i < 300; i += 1) socket.send(`${i}`)
    expect(await texts).toEqual(Array.from({ length: 300 }, (_, i) => `${i}`))
  })

  it('does not read on while too many messages wait', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let started = 0
    const server = await start(
      async (text) => {
        started += 1
        await held
        return text
      },
      { waitingMessages: 4 },
    )
    const socket = await connect(server)
    const texts = collect(socket, 500)
    const message = 'x'.repeat(64 * 1024)
    for (let i = 0; i < 500; i += 1) socket.send(message)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(started).toBe(1)
    // 32 MB were sent: the client still has most of it.
    expect(socket.bufferedAmount).toBeGreaterThan(16 * 1024 * 1024)
    release()
    expect(await texts).toHaveLength(500)
  })

  it('answers nothing more while a client does not read, and all of it when it does', async () => {
    let answers = 0
    const server = await start(
      async () => {
        answers += 1
        return 'y'.repeat(1024 * 1024)
      },
      { unsentBytes: 100_000 },
    )
    const socket = await connect(server)
    const texts = collect(socket, 200)
    socket.pause()
    for (let i = 0; i < 200; i += 1) socket.send('more')
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(answers).toBeLessThan(60) // what the system's buffers take
    socket.resume()
    expect(await texts).toHaveLength(200)
  })

  it('says when a client falls behind, and lets go of one that never reads', async () => {
    const server = await start(async () => undefined, {
      unsentBytes: 100_000,
      lostBytes: 8_000_000,
    })
    const socket = await connect(server)
    socket.pause()
    const [outlet] = server.outlets
    for (let i = 0; i < 100; i += 1) outlet?.send('z'.repeat(1_000_000))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(server.events).toEqual(['congested', 'closed'])
    socket.resume()
    if (socket.readyState !== socket.CLOSED) await once(socket, 'close')
  })

  it('closes on a message that is too long, and lets others go on', async () => {
    const server = await start(async (text) => text, { messageBytes: 1000 })
    const [long, short] = [await connect(server), await connect(server)]
    long.on('error', () => undefined)
    const closed = once(long, 'close')
    long.send('x'.repeat(1001))
    expect((await closed)[0]).toBe(1009)
    const texts = collect(short, 1)
    short.send('still here')
    expect(await texts).toEqual(['still here'])
  })

  it('refuses more connections than allowed', async () => {
    const server = await start(async (text) => text, { connections: 1 })
    await connect(server)
    const second = new WebSocket(server.url.replace('http', 'ws'))
    const [error] = await once(second, 'error')
    expect(String(error)).toContain('503')
  })

  it('lets go of a client that answers no ping', async () => {
    const server = await start(async (text) => text, { pingMs: 50 })
    const socket = new WebSocket(server.url.replace('http', 'ws'), { autoPong: false })
    await once(socket, 'open')
    await once(socket, 'close')
    await vi.waitFor(() => expect(server.events).toEqual(['closed']))
  })

  it('survives what is no WebSocket', async () => {
    const server = await start(async (text) => text)
    const port = Number(new URL(server.url).port)
    for (const text of [
      'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\xff\xff\xff\xff',
    ]) {
      const socket = connectTcp(port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.resume()
      socket.end(text, 'latin1')
      await once(socket, 'close')
    }
    const socket = await connect(server)
    const texts = collect(socket, 1)
    socket.send('on')
    expect(await texts).toEqual(['on'])
  })

  it('tells its clients when it goes away', async () => {
    const server = await start(async (text) => text)
    const socket = await connect(server)
    const closed = once(socket, 'close')
    await running.pop()?.close()
    expect((await closed)[0]).toBe(1001)
  })
})
