import { ApiPromise, HttpProvider } from '@polkadot/api'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import { createClient, type PolkadotClient } from 'polkadot-api'
import { getWsProvider } from 'polkadot-api/ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import {
  type SubstrateDevnetHandle,
  startSubstrateDevnet,
} from '../../../substrate-devnet/index.ts'
import { RpcClient } from '../support/rpc-client.ts'

interface UntypedApi {
  readonly query: {
    readonly Timestamp: { readonly Now: Query<bigint> }
    readonly System: { readonly Number: Query<number> }
  }
}

interface Query<T> {
  getValue(options?: { readonly at: string }): Promise<T>
}

let node: SubstrateDevnetHandle
let dev: RpcClient
let client: PolkadotClient
let api: UntypedApi
beforeAll(async () => {
  node = await startSubstrateDevnet({ port: 0 })
  dev = await RpcClient.connect(node.url)
  const websocketClass = WebSocket as unknown as typeof globalThis.WebSocket
  client = createClient(getWsProvider(node.url.replace('http', 'ws'), { websocketClass }))
  api = client.getUnsafeApi() as unknown as UntypedApi
  await client.getFinalizedBlock()
  await dev.call('dev_newBlock', { count: 20 })
})
afterAll(async () => {
  client.destroy()
  dev.close()
  await node.close()
})

const finalizedNumber = async () => (await client.getFinalizedBlock()).number

describe('polkadot-api', () => {
  it('reads a block that is not pinned any more, from the archive', async () => {
    await expect.poll(finalizedNumber).toBe(20)
    const old = await dev.call<string>('chain_getBlockHash', 3)
    expect(await api.query.System.Number.getValue({ at: old })).toBe(3)
    expect((await client.getBlockHeader(old)).number).toBe(3)
    expect(await client.getBlockBody(old)).toHaveLength(1) // the time
  })

  it('follows the chain back when its head is set, and on from there', async () => {
    await dev.call('dev_setHead', 5)
    await expect.poll(finalizedNumber, { timeout: 10_000 }).toBe(5)
    const hash = await dev.call('dev_newBlock', { count: 2 })
    await expect.poll(finalizedNumber, { timeout: 10_000 }).toBe(7)
    expect((await client.getFinalizedBlock()).hash).toBe(hash)
    expect(await api.query.System.Number.getValue()).toBe(7)
  })
})

it('@polkadot/api reads over HTTP', async () => {
  const provider = new HttpProvider(node.url) as unknown as ProviderInterface
  const overHttp = await ApiPromise.create({ provider, noInitWarn: true })
  const now = await overHttp.query['timestamp']?.['now']?.()
  expect(now?.toHuman()).toBeTruthy()
  expect((await overHttp.rpc.chain.getHeader()).number.toNumber()).toBeGreaterThanOrEqual(5)
  await overHttp.disconnect()
})
