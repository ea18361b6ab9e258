import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/primitives/hex.ts'
import { blake2b256 } from '../../../src/substrate-host/hashing/blake2b.ts'
import { FakeChain, headerHex } from '../support/fake-chain.ts'
import { startFakeNode } from '../support/fake-node.ts'
import type { RpcClient } from '../support/rpc-client.ts'

interface Event {
  readonly event: string
  readonly blockHash?: string
  readonly operationId?: string
  readonly items?: readonly Record<string, string>[]
  readonly [name: string]: unknown
}

interface Started {
  readonly result: string
  readonly operationId: string
  readonly discardedItems?: number
}

const genesisOf = (chain: FakeChain): string => toHex(chain.genesisHash)
const follow = async (client: RpcClient, withRuntime = false): Promise<string> => {
  const id = await client.call<string>('chainHead_v1_follow', withRuntime)
  await client.results(id, 2) // initialized, bestBlockChanged
  return id
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const manyKeys = (count: number): [string, Uint8Array][] =>
  Array.from({ length: count }, (_, i) => [`0xaa${i.toString(16).padStart(6, '0')}`, utf8(`${i}`)])

/** https://paritytech.github.io/json-rpc-interface-spec/api/chainHead.html */
describe('chainHead_v1', () => {
  it('begins with the finalised block, and tells of each one that comes', async () => {
    const { chain, connect } = await startFakeNode()
    const client = await connect()
    const id = await client.call<string>('chainHead_v1_follow', true)
    const runtime = {
      type: 'valid',
      spec: {
        specName: 'fake',
        implName: 'fake',
        specVersion: 1,
        implVersion: 1,
        transactionVersion: 1,
        apis: { '0x0102030405060708': 3 },
      },
    }
    expect(await client.results(id, 2)).toEqual([
      {
        event: 'initialized',
        finalizedBlockHashes: [genesisOf(chain)],
        finalizedBlockRuntime: runtime,
      },
      { event: 'bestBlockChanged', bestBlockHash: genesisOf(chain) },
    ])
    chain.specVersion = 2
    const hash = toHex((await chain.sealBlock()).hash)
    expect(await client.results(id, 3)).toEqual([
      {
        event: 'newBlock',
        blockHash: hash,
        parentBlockHash: genesisOf(chain),
        newRuntime: { ...runtime, spec: { ...runtime.spec, specVersion: 2 } },
      },
      { event: 'bestBlockChanged', bestBlockHash: hash },
      { event: 'finalized', finalizedBlockHashes: [hash], prunedBlockHashes: [] },
    ])
    await chain.sealBlock()
    const [unchanged] = await client.results<Event>(id, 1)
    expect(unchanged).toMatchObject({ event: 'newBlock', newRuntime: null })
  })

  it('tells of blocks that are not final yet in the order of their numbers', async () => {
    const { chain, connect } = await startFakeNode()
    chain.finality = 'later'
    const [one, two] = [await chain.sealBlock(), await chain.sealBlock()]
    const client = await connect()
    const id = await client.call<string>('chainHead_v1_follow', false)
    expect(
      (await client.results<Event>(id, 4)).map(({ event, blockHash }) => [event, blockHash]),
    ).toEqual([
      ['initialized', undefined],
      ['newBlock', toHex(one.hash)],
      ['newBlock', toHex(two.hash)],
      ['bestBlockChanged', undefined],
    ])
    await chain.finalize(two.hash)
    expect(await client.results(id, 1)).toEqual([
      {
        event: 'finalized',
        finalizedBlockHashes: [toHex(one.hash), toHex(two.hash)],
        prunedBlockHashes: [],
      },
    ])
  })

  it('leaves runtimes out for a client that does not want them, and does not call them for it', async () => {
    const { chain, connect } = await startFakeNode()
    const client = await connect()
    const id = await client.call<string>('chainHead_v1_follow', false)
    const [initialized] = await client.results<Event>(id, 1)
    expect(initialized).not.toHaveProperty('finalizedBlockRuntime')
    expect(
      await client.failure('chainHead_v1_call', id, genesisOf(chain), 'Fake_echo', '0x'),
    ).toMatchObject({ code: -32802 })
  })

  it('gives the header and the body of a pinned block, and of no other', async () => {
    const { chain, connect } = await startFakeNode()
    const client = await connect()
    const id = await follow(client)
    const block = await chain.sealBlock({ extrinsics: [Uint8Array.of(8, 1, 2)] })
    const hash = toHex(block.hash)
    await client.results(id, 3)
    expect(await client.call('chainHead_v1_header', id, hash)).toBe(headerHex(block.header))
    const { operationId } = await client.call<Started>('chainHead_v1_body', id, hash)
    expect(await client.results(id, 1)).toEqual([
      { event: 'operationBodyDone', operationId, value: ['0x080102'] },
    ])
    const unknown = `0x${'77'.repeat(32)}`
    for (const method of ['chainHead_v1_header', 'chainHead_v1_body']) {
      expect(await client.failure(method, id, unknown)).toMatchObject({ code: -32801 })
    }
    expect(await client.call('chainHead_v1_unpin', id, [hash])).toBeNull()
    expect(await client.failure('chainHead_v1_header', id, hash)).toMatchObject({ code: -32801 })
  })

  it('unpins all of several blocks or none', async () => {
    const { chain, connect } = await startFakeNode()
    const client = await connect()
    const id = await follow(client)
    const hash = toHex((await chain.sealBlock()).hash)
    await client.results(id, 3)
    const unknown = `0x${'77'.repeat(32)}`
    expect(await client.failure('chainHead_v1_unpin', id, [hash, hash])).toMatchObject({
      code: -32804,
    })
    expect(await client.failure('chainHead_v1_unpin', id, [hash, unknown])).toMatchObject({
      code: -32801,
    })
    expect(await client.call('chainHead_v1_header', id, hash)).toMatch(/^0x/)
    expect(await client.call('chainHead_v1_unpin', id, hash)).toBeNull()
    expect(await client.failure('chainHead_v1_unpin', id, hash)).toMatchObject({ code: -32801 })
  })

  it('calls the runtime, and tells of a call that fails', async () => {
    const { chain, connect } = await startFakeNode()
    const client = await connect()
    const id = await follow(client, true)
    const call = (name: string): Promise<Started> =>
      client.call('chainHead_v1_call', id, genesisOf(chain), name, '0x0a0b')
    const { operationId } = await call('Fake_echo')
    expect(await client.results(id, 1)).toEqual([
      { event: 'operationCallDone', operationId, output: '0x0a0b' },
    ])
    await call('Fake_trap')
    const [failed] = await client.results<Event>(id, 1)
    expect(failed).toMatchObject({
      event: 'operationError',
      error: expect.stringContaining('trapped'),
    })
  })

  it('finds values, hashes and what is below a key', async () => {
    const { chain, connect } = await startFakeNode(
      { kind: 'manual' },
      new FakeChain([
        ['0xaa', utf8('one')],
        ['0xaa01', utf8('two')],
        ['0xab', utf8('three')],
      ]),
    )
    const client = await connect()
    const id = await follow(client)
    const started = await client.call<Started>(
      'chainHead_v1_storage',
      id,
      genesisOf(chain),
      [
        { key: '0xaa', type: 'value' },
        { key: '0xab', type: 'hash' },
        { key: '0xcc', type: 'value' },
        { key: '0xaa', type: 'descendantsValues' },
      ],
      null,
    )
    expect(started).toMatchObject({ result: 'started', discardedItems: 0 })
    const [items, done] = await client.results<Event>(id, 2)
    expect(items).toEqual({
      event: 'operationStorageItems',
      operationId: started.operationId,
      items: [
        { key: '0xaa', value: toHex(utf8('one')) },
        { key: '0xab', hash: toHex(blake2b256(utf8('three'))) },
        { key: '0xaa', value: toHex(utf8('one')) },
        { key: '0xaa01', value: toHex(utf8('two')) },
      ],
    })
    expect(done).toEqual({ event: 'operationStorageDone', operationId: started.operationId })
  })

  it('gives much storage in pages, the next one when it is asked for', async () => {
    const { chain, connect } = await startFakeNode(
      { kind: 'manual' },
      new FakeChain(manyKeys(2500)),
    )
    const client = await connect()
    const id = await follow(client)
    const query = [{ key: '0xaa', type: 'descendantsValues' }]
    const { operationId } = await client.call<Started>(
      'chainHead_v1_storage',
      id,
      genesisOf(chain),
      query,
      null,
    )
    const found: string[] = []
    for (let page = 0; page < 2; page += 1) {
      const [items, waiting] = await client.results<Event>(id, 2)
      found.push(...(items?.items ?? []).map(({ key = '' }) => key))
      expect(waiting).toEqual({ event: 'operationWaitingForContinue', operationId })
      await client.call('chainHead_v1_continue', id, operationId)
    }
    const [items, done] = await client.results<Event>(id, 2)
    found.push(...(items?.items ?? []).map(({ key = '' }) => key))
    expect(done).toEqual({ event: 'operationStorageDone', operationId })
    expect(found).toEqual(manyKeys(2500).map(([key]) => key))
    // One that has ended is not there any more, which is no error.
    expect(await client.call('chainHead_v1_continue', id, operationId)).toBeNull()
  })

  it('accepts sixteen operations at a time, and discards what is more', async () => {
    const { chain, connect } = await startFakeNode(
      { kind: 'manual' },
      new FakeChain(manyKeys(2500)),
    )
    const client = await connect()
    const id = await follow(client)
    const page = [{ key: '0xaa', type: 'descendantsValues' }]
    const waiting: string[] = []
    for (let i = 0; i < 15; i += 1) {
      const { operationId } = await client.call<Started>(
        'chainHead_v1_storage',
        id,
        genesisOf(chain),
        page,
        null,
      )
      waiting.push(operationId)
    }
    const two = [...page, ...page]
    const last = await client.call<Started>('chainHead_v1_storage', id, genesisOf(chain), two, null)
    expect(last).toMatchObject({ result: 'started', discardedItems: 1 })
    expect(await client.call('chainHead_v1_body', id, genesisOf(chain))).toEqual({
      result: 'limitReached',
    })
    expect(await client.call('chainHead_v1_storage', id, genesisOf(chain), page, null)).toEqual({
      result: 'limitReached',
    })
    expect(await client.call('chainHead_v1_stopOperation', id, waiting[0])).toBeNull()
    expect(await client.call('chainHead_v1_body', id, genesisOf(chain))).toMatchObject({
      result: 'started',
    })
  })

  it('refuses to continue what does not wait', async () => {
    const { chain, connect } = await startFakeNode(
      { kind: 'manual' },
      new FakeChain(manyKeys(2500)),
    )
    const client = await connect()
    const id = await follow(client)
    const query = [{ key: '0xaa', type: 'descendantsValues' }]
    const { operationId } = await client.call<Started>(
      'chainHead_v1_storage',
      id,
      genesisOf(chain),
      query,
      null,
    )
    await client.results(id, 2)
    const twice = ['continue', 'continue'].map((name, i) => ({
      jsonrpc: '2.0',
      id: `again ${i}`,
      method: `chainHead_v1_${name}`,
      params: [id, operationId],
    }))
    const answer = new Promise((resolve) => client.socket.once('message', resolve))
    client.socket.send(JSON.stringify(twice))
    expect(JSON.parse(String(await answer))).toEqual([
      { jsonrpc: '2.0', id: 'again 0', result: null },
      { jsonrpc: '2.0', id: 'again 1', error: { code: -32803, message: expect.any(String) } },
    ])
  })

  it('stops a client that unpins none of 512 blocks', async () => {
    const { chain, connect } = await startFakeNode()
    const client = await connect()
    const id = await follow(client)
    for (let i = 0; i < 512; i += 1) await chain.sealBlock()
    const events = await client.results<Event>(id, 511 * 3 + 3)
    expect(events.at(-1)).toEqual({ event: 'stop' })
    expect(await client.call('chainHead_v1_header', id, genesisOf(chain))).toBeNull()
    expect(await client.call('chainHead_v1_body', id, genesisOf(chain))).toEqual({
      result: 'limitReached',
    })
    expect(await client.call('chainHead_v1_unpin', id, genesisOf(chain))).toBeNull()
    expect(await client.call('chainHead_v1_unfollow', id)).toBeNull()
    expect(chain.listeners).toBe(0)
  })

  it('stops when what was final is taken back', async () => {
    const { chain, connect } = await startFakeNode()
    await chain.sealBlock()
    const client = await connect()
    const id = await follow(client)
    await chain.setHead(chain.genesisHash)
    expect(await client.results(id, 1)).toEqual([{ event: 'stop' }])
  })

  it('lets a client follow four times, and no more', async () => {
    const { chain, connect } = await startFakeNode()
    const client = await connect()
    const ids = [
      await follow(client),
      await follow(client),
      await follow(client),
      await follow(client),
    ]
    expect(await client.failure('chainHead_v1_follow', false)).toMatchObject({ code: -32800 })
    await client.call('chainHead_v1_unfollow', ids[0])
    await follow(client)
    client.close()
    await expect.poll(() => chain.listeners).toBe(0)
  })

  it.each([
    ['chainHead_v1_follow', []],
    ['chainHead_v1_follow', ['yes']],
    ['chainHead_v1_header', ['1', '0x00']],
    ['chainHead_v1_storage', ['1', `0x${'00'.repeat(32)}`, [{ key: '0x', type: 'all' }], null]],
    ['chainHead_v1_storage', ['1', `0x${'00'.repeat(32)}`, 'all', null]],
    ['chainHead_v1_call', ['1', `0x${'00'.repeat(32)}`, 'Core_version', '0x0']],
    ['chainHead_v1_unpin', ['1', 7]],
  ])('refuses wrong parameters: %s %j', async (name, params) => {
    const { connect } = await startFakeNode()
    const client = await connect()
    expect(await client.failure(name, ...params)).toMatchObject({ code: -32602 })
  })

  it('needs a connection', async () => {
    const { url } = await startFakeNode()
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'chainHead_v1_follow',
      params: [true],
    })
    const response = await fetch(url, { method: 'POST', body })
    expect(await response.json()).toMatchObject({
      error: { code: -32601, message: expect.stringContaining('WebSocket') },
    })
  })
})
