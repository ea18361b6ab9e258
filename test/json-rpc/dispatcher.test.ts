import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Dispatcher } from '../../src/json-rpc/dispatcher.ts'
import type { Json } from '../../src/json-rpc/json.ts'
import { defineMethod, optional, required } from '../../src/json-rpc/method.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'

const asIs = (value: unknown): Json => value as Json
const internalErrors: unknown[] = []

const dispatcher = new Dispatcher({
  context: { prefix: '> ' },
  limits: { bodyBytes: 1000, batchLength: 5, nestingDepth: 8, responseLength: 500 },
  onInternalError: (error) => internalErrors.push(error),
  methods: [
    defineMethod({
      name: 'test_echo',
      params: [required('text', asIs), optional('suffix', asIs, '!')],
      result: asIs,
      handle: (context: { prefix: string }, [text, suffix]) => `${context.prefix}${text}${suffix}`,
    }),
    defineMethod({
      name: 'test_later',
      params: [],
      result: asIs,
      handle: async () => 'later',
    }),
    defineMethod({
      name: 'test_revert',
      params: [],
      result: asIs,
      handle: () => {
        throw new RpcError(3, 'execution reverted', '0x01')
      },
    }),
    defineMethod({
      name: 'test_bug',
      params: [],
      result: asIs,
      handle: () => {
        throw new TypeError('a bug')
      },
    }),
  ],
})

async function ask(body: string | Uint8Array): Promise<unknown> {
  const text = await dispatcher.answer(typeof body === 'string' ? Buffer.from(body) : body)
  return text === undefined ? undefined : JSON.parse(text)
}

const request = (method: string, params: unknown = [], id: unknown = 1) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params })

/** https://www.jsonrpc.org/specification */
describe('JSON-RPC 2.0', () => {
  it('answers a request with its id', async () => {
    expect(await ask(request('test_echo', ['hi']))).toEqual({
      jsonrpc: '2.0',
      id: 1,
      result: '> hi!',
    })
    expect(await ask(request('test_later', [], 'a'))).toEqual({
      jsonrpc: '2.0',
      id: 'a',
      result: 'later',
    })
  })

  it('answers a batch in its order', async () => {
    const body = `[${request('test_later', [], 1)},${request('test_echo', ['x'], 2)},7]`
    expect(await ask(body)).toEqual([
      { jsonrpc: '2.0', id: 1, result: 'later' },
      { jsonrpc: '2.0', id: 2, result: '> x!' },
      {
        jsonrpc: '2.0',
        id: null,
        error: { code: -32600, message: expect.stringContaining('number 7') },
      },
    ])
  })

  it('says nothing to notifications', async () => {
    expect(await ask('{"jsonrpc":"2.0","method":"test_echo","params":["x"]}')).toBeUndefined()
    expect(await ask('[{"jsonrpc":"2.0","method":"test_nothing"}]')).toBeUndefined()
  })

  // biome-ignore format: table
  it.each([
    { body: '',                                    code: -32700, message: /parse error/ },
    { body: '{"jsonrpc":"2.0",',                   code: -32700, message: /parse error/ },
    { body: 'hello',                               code: -32700, message: /parse error/ },
    { body: '[]',                                  code: -32600, message: /empty batch/ },
    { body: '"text"',                              code: -32600, message: /must be an object, got "text"/ },
    { body: 'null',                                code: -32600, message: /got null/ },
    { body: '{"id":1,"method":"test_echo"}',       code: -32600, message: /"jsonrpc" must be "2.0", got nothing/ },
    { body: '{"jsonrpc":"2.0","id":1}',            code: -32600, message: /"method" must be a string/ },
    { body: '{"jsonrpc":"2.0","id":[],"method":""}', code: -32600, message: /"id" must be/ },
    { body: request('test_ecko'),                  code: -32601, message: /did you mean test_echo\?/ },
    { body: request('constructor'),                code: -32601, message: /"constructor" does not exist/ },
    { body: request('test_echo', { text: 'x' }),   code: -32602, message: /must be an array, got an object/ },
    { body: request('test_echo', []),              code: -32602, message: /missing value for required argument 0 \(text\)/ },
    { body: request('test_echo', [1, 2, 3]),       code: -32602, message: /too many arguments: want at most 2, got 3/ },
    { body: `[${Array.from({ length: 6 }, () => request('test_later'))}]`, code: -32600, message: /batch too large: 6 requests, at most 5/ },
    { body: '['.repeat(9),                         code: -32600, message: /nests deeper than 8 levels/ },
  ])('$code for $body', async ({ body, code, message }) => {
    expect(await ask(body)).toMatchObject({
      jsonrpc: '2.0',
      error: { code, message: expect.stringMatching(message) },
    })
  })

  it('refuses bytes that are not UTF-8', async () => {
    expect(await ask(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({ error: { code: -32700 } })
  })

  it('hands on code, message and data of a refusal', async () => {
    const error = { code: 3, message: 'execution reverted', data: '0x01' }
    expect(await ask(request('test_revert'))).toEqual({ jsonrpc: '2.0', id: 1, error })
  })

  it('reports a bug as an internal error, to the client and to the node', async () => {
    const error = { code: -32603, message: 'internal error: a bug' }
    expect(await ask(request('test_bug'))).toEqual({ jsonrpc: '2.0', id: 1, error })
    expect(internalErrors.at(-1)).toBeInstanceOf(TypeError)
  })

  it('answers any JSON with JSON', async () => {
    const anyRequest = fc.record(
      {
        jsonrpc: fc.constant('2.0'),
        id: fc.json(),
        method: fc.constantFrom('test_echo', 'test_later'),
        params: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.jsonValue(), anyRequest, fc.array(anyRequest)),
        async (value) => {
          const text = await dispatcher.answer(Buffer.from(JSON.stringify(value)))
          if (text !== undefined)
            expect(JSON.stringify(JSON.parse(text))).toContain('"jsonrpc":"2.0"')
        },
      ),
    )
  })

  it('refuses the rest of a batch when its answers are too long', async () => {
    const request = (id: number) => ({
      jsonrpc: '2.0',
      id,
      method: 'test_echo',
      params: ['x'.repeat(150)],
    })
    const text = await dispatcher.answer(Buffer.from(JSON.stringify([1, 2, 3, 4, 5].map(request))))
    const responses = JSON.parse(text ?? '') as { id: number; error?: { code: number } }[]
    expect(responses.map(({ id, error }) => [id, error?.code])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, undefined],
      [4, -32008],
      [5, -32008],
    ])
  })
})
