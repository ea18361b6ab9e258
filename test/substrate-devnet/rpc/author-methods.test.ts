import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/primitives/hex.ts'
import { blake2b256 } from '../../../src/substrate-host/hashing/blake2b.ts'
import type { PoolRefusal } from '../../../src/substrate-host/pool/submission.ts'
import { startFakeNode } from '../support/fake-node.ts'

const one = '0x080102'
const hashOf = (extrinsic: string): string =>
  toHex(blake2b256(Buffer.from(extrinsic.slice(2), 'hex')))

describe('author', () => {
  it('puts a burst of transactions in one block', async () => {
    const { chain, connect } = await startFakeNode({ kind: 'instant' })
    const client = await connect()
    const extrinsics = Array.from(
      { length: 20 },
      (_, i) => `0x0802${i.toString(16).padStart(2, '0')}`,
    )
    const hashes = await Promise.all(
      extrinsics.map((x) => client.call('author_submitExtrinsic', x)),
    )
    expect(hashes).toEqual(extrinsics.map(hashOf))
    await expect.poll(() => chain.best.number).toBe(1)
    expect(chain.body(chain.best.hash)).toHaveLength(20)
  })

  it('tells a watcher of a block before it tells that it is final', async () => {
    const { chain, connect } = await startFakeNode({ kind: 'instant' })
    const client = await connect()
    const id = await client.call<string>('author_submitAndWatchExtrinsic', one)
    const [ready, inBlock] = await client.results(id, 2)
    const block = toHex(chain.best.hash)
    expect([ready, inBlock]).toEqual(['ready', { inBlock: block }])
    // As long as the client asks, it is not told.
    for (let i = 0; i < 10; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 30))
      await client.call('chain_getBlock', block)
    }
    expect(client.notifications).toEqual([])
    expect(await client.results(id, 1)).toEqual([{ finalized: block }])
    expect(await client.call('author_unwatchExtrinsic', id)).toBe(false) // it has ended
  })

  it('says no more to who does not watch any longer', async () => {
    const { chain, connect } = await startFakeNode()
    const client = await connect()
    const id = await client.call<string>('author_submitAndWatchExtrinsic', one)
    await client.results(id, 1)
    expect(await client.call('author_unwatchExtrinsic', id)).toBe(true)
    await chain.sealBlock()
    await client.call('system_health')
    expect(client.notifications).toEqual([])
  })

  it('lists what waits, and removes it by hash or by itself', async () => {
    const { connect } = await startFakeNode()
    const client = await connect()
    for (const extrinsic of ['0x0401', '0x0402', '0x0403']) {
      await client.call('author_submitExtrinsic', extrinsic)
    }
    const removed = [{ hash: hashOf('0x0401') }, { Extrinsic: '0x0402' }]
    expect(await client.call('author_removeExtrinsic', removed)).toEqual([
      hashOf('0x0401'),
      hashOf('0x0402'),
    ])
    expect(await client.call('author_pendingExtrinsics')).toEqual(['0x0403'])
    expect(await client.failure('author_removeExtrinsic', [{}])).toMatchObject({ code: -32602 })
  })

  // The codes of sc_rpc_api's author errors, the words of sp_runtime's.
  it.each<[PoolRefusal, object]>([
    [
      { kind: 'invalid', error: Uint8Array.of(4) },
      { code: 1010, message: 'Invalid Transaction', data: 'Transaction has a bad signature' },
    ],
    [
      { kind: 'invalid', error: Uint8Array.of(3) },
      { code: 1010, data: 'Transaction is outdated' },
    ],
    [
      { kind: 'invalid', error: Uint8Array.of(1) },
      { code: 1010, data: 'Inability to pay some fees (e.g. account balance too low)' },
    ],
    [
      { kind: 'invalid', error: Uint8Array.of(6) },
      { code: 1010, data: 'Transaction would exhaust the block limits' },
    ],
    [
      { kind: 'invalid', error: Uint8Array.of(7, 99) },
      { code: 1010, data: 'Custom error: 99' },
    ],
    [
      { kind: 'unknown', error: Uint8Array.of(0) },
      { code: 1011, message: 'Unknown Transaction Validity' },
    ],
    [{ kind: 'banned' }, { code: 1012 }],
    [{ kind: 'alreadyImported' }, { code: 1013, data: `[${hashOf(one)}]` }],
    [
      { kind: 'priorityTooLow', old: 5n, new: 4n },
      { code: 1014, message: 'Priority is too low: (5 vs 4)' },
    ],
    [{ kind: 'cycle' }, { code: 1015 }],
    [{ kind: 'immediatelyDropped' }, { code: 1016 }],
    [
      { kind: 'trapped', message: 'The runtime panicked' },
      { code: 1002, message: 'Verification Error: The runtime panicked' },
    ],
  ])('refuses what the pool refuses: %o', async (refusal, error) => {
    const { chain, connect } = await startFakeNode()
    chain.refusal = () => refusal
    const client = await connect()
    expect(await client.failure('author_submitExtrinsic', one)).toMatchObject(error)
    expect(await client.failure('author_submitAndWatchExtrinsic', one)).toMatchObject(error)
  })

  it.each([
    ['0x', 1001],
    ['0x04', 1001],
    ['0x040102', 1001],
    ['0xfeffffff', 1001],
    ['0x1', -32602],
    ['transfer', -32602],
    [7, -32602],
    [null, -32602],
  ])('refuses what is no extrinsic: %j', async (given, code) => {
    const { connect } = await startFakeNode()
    const client = await connect()
    expect(await client.failure('author_submitExtrinsic', given)).toMatchObject({ code })
  })
})

/** https://paritytech.github.io/json-rpc-interface-spec/api/transaction.html */
describe('transaction_v1, transactionWatch_v1', () => {
  it('offers a transaction again after each block, until it is taken', async () => {
    const { chain, connect } = await startFakeNode()
    chain.refusal = () => ({ kind: 'invalid', error: Uint8Array.of(2) })
    const client = await connect()
    const id = await client.call('transaction_v1_broadcast', one)
    expect(id).toEqual(expect.any(String))
    chain.refusal = () => undefined
    expect(chain.pool.ready()).toHaveLength(0)
    await chain.sealBlock()
    expect(chain.pool.ready()).toHaveLength(1)
    expect(await client.call('transaction_v1_stop', id)).toBeNull()
    expect(await client.failure('transaction_v1_stop', id)).toMatchObject({ code: -32602 })
    expect(chain.listeners).toBe(0)
  })

  it('broadcasts sixteen transactions of a client at a time', async () => {
    const { chain, connect } = await startFakeNode()
    const client = await connect()
    for (let i = 0; i < 16; i += 1) {
      expect(
        await client.call('transaction_v1_broadcast', `0x0802${i.toString(16).padStart(2, '0')}`),
      ).not.toBeNull()
    }
    expect(await client.call('transaction_v1_broadcast', one)).toBeNull()
    client.close()
    await expect.poll(() => chain.listeners).toBe(0)
  })

  it('tells of a transaction in the words of the specification', async () => {
    const { chain, connect } = await startFakeNode({ kind: 'instant' })
    const client = await connect()
    const id = await client.call<string>('transactionWatch_v1_submitAndWatch', one)
    const events = await client.results(id, 3)
    const block = { hash: toHex(chain.best.hash), index: 0 }
    expect(events).toEqual([
      { event: 'validated' },
      { event: 'bestChainBlockIncluded', block },
      { event: 'finalized', block },
    ])
  })

  it.each<[PoolRefusal, string]>([
    [{ kind: 'invalid', error: Uint8Array.of(4) }, 'invalid'],
    [{ kind: 'immediatelyDropped' }, 'dropped'],
    [{ kind: 'trapped', message: 'x' }, 'error'],
  ])('tells of a refusal by an event: %o', async (refusal, event) => {
    const { chain, connect } = await startFakeNode()
    chain.refusal = () => refusal
    const client = await connect()
    const id = await client.call<string>('transactionWatch_v1_submitAndWatch', one)
    expect(await client.results(id, 1)).toEqual([{ event, error: expect.any(String) }])
  })
})
