import { describe, expect, it } from 'vitest'
import { MemoryStore, StoreBatch } from '../../../src/state/index.ts'
import { genesisKey, headsKey } from '../../../src/substrate-host/chain/chain-keys.ts'
import { journalKey } from '../../../src/substrate-host/storage/state-keys.ts'
import { devRuntime, openDevChain } from '../support/dev-chain.ts'

/** A store with a chain of one block, in which `key` has another value. */
async function damagedStore(key: Uint8Array, value: Uint8Array | undefined): Promise<MemoryStore> {
  const store = new MemoryStore()
  const chain = await openDevChain({ store })
  await chain.sealBlock()
  const batch = new StoreBatch()
  if (value === undefined) batch.remove(key)
  else batch.put(key, value)
  await store.write(batch)
  return store
}

describe('openSubstrateChain', () => {
  it('refuses the store of another genesis', async () => {
    const store = new MemoryStore()
    await openDevChain({ store })
    const config = { kind: 'patch', json: '{"balances":{"balances":[]}}' } as const
    await expect(
      openDevChain({ store, genesis: { code: devRuntime, config } }),
    ).rejects.toMatchObject({ code: 'SUBSTRATE_GENESIS_MISMATCH' })
  })

  // biome-ignore format: table
  it.each([
    ['another layout',        genesisKey, new Uint8Array(65)],
    ['heads that are cut off', headsKey,  new Uint8Array(79)],
    ['no heads',              headsKey,   undefined],
    ['other bounds',          journalKey, new Uint8Array(16)],
  ])('refuses a store with %s', async (_, key, value) => {
    const store = await damagedStore(key, value)
    await expect(openDevChain({ store })).rejects.toMatchObject({ code: 'STORE_CORRUPT' })
  })

  it.each([
    ['{"balances":', 'SUBSTRATE_GENESIS_JSON'],
    ['{"nobody":1}', 'SUBSTRATE_GENESIS_REFUSED'],
    ['{"sudo":{"key":"x"}}', 'SUBSTRATE_GENESIS_REFUSED'],
  ])('refuses the genesis %s', async (json, code) => {
    const genesis = { code: devRuntime, config: { kind: 'patch', json } } as const
    await expect(openDevChain({ genesis })).rejects.toMatchObject({ code })
  })

  it('refuses a preset that the runtime does not have', async () => {
    const genesis = { code: devRuntime, config: { kind: 'preset', name: 'nothing' } } as const
    await expect(openDevChain({ genesis })).rejects.toMatchObject({
      code: 'SUBSTRATE_GENESIS_REFUSED',
    })
  })
})
