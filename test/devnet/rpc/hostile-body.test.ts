import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestNode, type TestNode } from '../support/test-node.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.close())

const request = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}'
const call = (params: string) => `{"jsonrpc":"2.0","id":1,"method":"eth_call","params":[${params}]}`
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

/** The bodies that issue reports of other nodes are about. Each gets an error, and the node goes on. */
describe('a hostile body', () => {
  // biome-ignore format: table
  it.each([
    { name: 'not JSON',                 body: 'GET / HTTP/1.1',                      status: 200, code: -32700 },
    { name: 'empty',                    body: '',                                    status: 200, code: -32700 },
    { name: 'cut short',                body: request.slice(0, -3),                  status: 200, code: -32700 },
    { name: 'larger than 5 MiB',        body: ' '.repeat(5 * 1024 * 1024 + 1),       status: 413, code: -32600 },
    { name: '100 MB',                   body: 'x'.repeat(100_000_000),               status: 413, code: -32600 },
    { name: 'arrays 100,000 deep',      body: deep(100_000),                         status: 200, code: -32600 },
    { name: 'arrays without end',       body: '['.repeat(1_000_000),                 status: 200, code: -32600 },
    { name: 'objects 100,000 deep',     body: '{"a":'.repeat(100_000),               status: 200, code: -32600 },
    { name: 'parameters 10,000 deep',   body: call(deep(10_000)),                    status: 200, code: -32600 },
    { name: 'a batch of 10,000',        body: `[${Array(10_000).fill(request)}]`,    status: 200, code: -32600 },
    { name: 'a number of 1 MB',         body: call(`{"gas":${'9'.repeat(1_000_000)}}`), status: 200, code: -32602 },
    { name: 'a quantity of 1 MB',       body: call(`{"gas":"0x${'9'.repeat(1_000_000)}"}`), status: 200, code: -32602 },
    { name: 'a method name of 1 MB',    body: `{"jsonrpc":"2.0","id":1,"method":"${'x'.repeat(1_000_000)}"}`, status: 200, code: -32601 },
  ])('$name', async ({ body, status, code }) => {
    const response = await node.post(body)
    expect(response).toMatchObject({ status, json: { jsonrpc: '2.0', error: { code } } })
    expect(JSON.stringify(response.json).length).toBeLessThan(1000)
    expect(await node.rpc('eth_chainId')).toBe('0x7a69')
  })

  it('answers a batch of the largest length', async () => {
    const { json } = await node.post(`[${Array(1000).fill(request)}]`)
    expect(json).toHaveLength(1000)
  })

  it('serves others while a long batch runs', async () => {
    const slow = call('{"data":"0x"}')
    const batch = node.post(`[${Array(1000).fill(slow)}]`)
    expect(await node.rpc('eth_chainId')).toBe('0x7a69')
    expect((await batch).json).toHaveLength(1000)
  })
})
