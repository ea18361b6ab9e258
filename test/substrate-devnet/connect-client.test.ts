import { expect, it } from 'vitest'
import { startFakeNode } from './support/fake-node.ts'

const VALUE = Uint8Array.from({ length: 500_000 }, (_, i) => i % 251)

it('stops to follow for a client that does not read, and goes on with it when it does', async () => {
  const { chain, connect } = await startFakeNode()
  const client = await connect()
  const follow = await client.call<string>('chainHead_v1_follow', false)
  const storage = await client.call<string>('state_subscribeStorage', ['0x01'])
  await client.results(storage, 1)
  client.socket.pause()
  for (let i = 0; i < 20; i += 1) {
    chain.nextChanges = [{ key: Uint8Array.of(1), value: VALUE.with(0, i) }]
    await chain.sealBlock()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  client.socket.resume()
  await client.results(storage, 20) // it was slow, and has lost none of this
  const events = client.notifications
    .filter(({ params }) => params.subscription === follow)
    .map(({ params }) => (params.result as { event: string }).event)
  expect(events.at(-1)).toBe('stop')
  expect(events.filter((event) => event === 'newBlock').length).toBeLessThan(20)
  expect(await client.call('chainHead_v1_follow', false)).not.toBe(follow)
})

it('ends everything that a client has open when it goes', async () => {
  const { chain, connect } = await startFakeNode()
  const client = await connect()
  for (const method of [
    'chain_subscribeNewHeads',
    'chain_subscribeFinalizedHeads',
    'state_subscribeRuntimeVersion',
  ]) {
    await client.call(method)
  }
  await client.call('chainHead_v1_follow', true)
  await client.call('transaction_v1_broadcast', '0x0401')
  await client.call('system_health')
  expect(chain.listeners).toBe(5)
  client.close()
  await expect.poll(() => chain.listeners).toBe(0)
})

it('opens nothing for a client that has gone while its request was worked on', async () => {
  const { chain, connect } = await startFakeNode()
  const seal = chain.sealBlock.bind(chain)
  chain.sealBlock = async (options) => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    return seal(options)
  }
  const client = await connect()
  const methods = ['dev_newBlock', 'chain_subscribeNewHeads', 'transaction_v1_broadcast']
  const batch = methods.map((method, id) => ({
    jsonrpc: '2.0',
    id,
    method,
    params: method === 'transaction_v1_broadcast' ? ['0x0401'] : [],
  }))
  client.socket.send(JSON.stringify(batch))
  await new Promise((resolve) => setTimeout(resolve, 30))
  client.close()
  await expect.poll(() => chain.best.number).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(chain.listeners).toBe(0)
})
