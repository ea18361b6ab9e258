import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HttpServer, serveHttp } from '../../../src/json-rpc/http/http-server.ts'

const MAX_BODY_BYTES = 1024 * 1024
let server: HttpServer

beforeAll(async () => {
  server = await serveHttp(
    {
      answer: async (body) => (body.length === 0 ? undefined : `${body.length} bytes`),
      page: () => 'a page',
      bodyTooLarge: '{"error":"too large"}',
      maxBodyBytes: MAX_BODY_BYTES,
    },
    { host: '127.0.0.1', port: 0 },
  )
})
afterAll(() => server.close())

const post = (body: string | Uint8Array) => fetch(server.url, { method: 'POST', body })

describe('serveHttp', () => {
  it('answers a posted body', async () => {
    const response = await post('hello')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.text()).toBe('5 bytes')
  })

  it('has no content to answer a notification with', async () => {
    const response = await post('')
    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
  })

  it('takes a body of exactly the limit', async () => {
    expect(await (await post(new Uint8Array(MAX_BODY_BYTES))).text()).toBe('1048576 bytes')
  })

  it.each([1, 20 * 1024 * 1024])('refuses a body %i bytes over the limit', async (surplus) => {
    const response = await post(new Uint8Array(MAX_BODY_BYTES + surplus))
    expect(response.status).toBe(413)
    expect(await response.json()).toEqual({ error: 'too large' })
  })

  it('lets any web page ask', async () => {
    const response = await fetch(server.url, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'content-type, x-own' },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-headers')).toBe('content-type, x-own')
    expect(response.headers.get('access-control-allow-methods')).toContain('POST')
  })

  it('shows a person a page, and refuses other methods', async () => {
    expect(await (await fetch(server.url)).text()).toBe('a page')
    expect((await fetch(server.url, { method: 'DELETE' })).status).toBe(405)
  })

  it('survives a client that goes away in the middle of a body, and one that does not speak HTTP', async () => {
    for (const text of [
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc',
      '\0\0\0\0\r\n\r\n',
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(server.port, '127.0.0.1', () => socket.end(text))
        socket.on('error', () => resolve())
        socket.on('close', () => resolve())
        socket.resume()
      })
    }
    expect((await post('x')).status).toBe(200)
  })

  it('finishes what is in progress before it closes', async () => {
    let finish: (text: string) => void = () => undefined
    const slow = await serveHttp(
      {
        answer: () => new Promise((resolve) => (finish = resolve)),
        page: () => '',
        bodyTooLarge: '',
        maxBodyBytes: 10,
      },
      { host: '127.0.0.1', port: 0 },
    )
    const response = fetch(slow.url, { method: 'POST', body: 'x' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const closed = slow.close()
    await new Promise((resolve) => setTimeout(resolve, 50))
    finish('done')
    expect(await (await response).text()).toBe('done')
    await closed
    await expect(fetch(slow.url)).rejects.toThrow()
  })

  it('says when a port is taken', async () => {
    const taken = { host: '127.0.0.1', port: server.port }
    const handlers = { answer: async () => '', page: () => '', bodyTooLarge: '', maxBodyBytes: 1 }
    await expect(serveHttp(handlers, taken)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
