import { readFileSync } from 'node:fs'
import jsonrpc from '@polkadot/types/interfaces/jsonrpc'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/primitives/hex.ts'
import { methodTable } from '../../../substrate-devnet/rpc/method-table.ts'
import { FakeChain } from '../support/fake-chain.ts'
import { startFakeNode } from '../support/fake-node.ts'

const definitions = jsonrpc as Record<
  string,
  Record<string, { readonly pubsub?: readonly string[] }>
>
const names = methodTable.map(({ name }) => name)

describe('methodTable', () => {
  it('has each name once', () => {
    expect(new Set(names).size).toBe(names.length)
  })

  /** The methods of the specification, by the pages that it has: all but those of light clients and of `sudo`. */
  it('has the methods of the JSON-RPC specification', () => {
    const specified: Readonly<Record<string, string>> = {
      archive_v1:
        'body call finalizedHeight genesisHash hashByHeight header storage stopStorage storageDiff stopStorageDiff',
      chainHead_v1: 'body call continue follow header stopOperation storage unfollow unpin',
      chainSpec_v1: 'chainName genesisHash properties',
      transaction_v1: 'broadcast stop',
      transactionWatch_v1: 'submitAndWatch unwatch',
    }
    for (const [group, functions] of Object.entries(specified)) {
      for (const name of functions.split(' ')) expect(names).toContain(`${group}_${name}`)
    }
  })

  /** @polkadot/api drops what a node does not list; these are the families that a node without peers can have whole. */
  it.each(['chain', 'childstate', 'payment', 'offchain'])(
    'has all that @polkadot/api knows of %s',
    (family) => {
      const known = definitions[family] ?? {}
      expect(Object.keys(known).length).toBeGreaterThan(1)
      for (const [name, { pubsub }] of Object.entries(known)) {
        const wanted = pubsub === undefined ? [name] : pubsub.slice(1)
        for (const one of wanted) expect(names).toContain(`${family}_${one}`)
      }
    },
  )

  it('is what the page of the node describes', () => {
    const page = readFileSync('docs/substrate-devnet.md', 'utf8')
    for (const name of names.filter((one) => one.startsWith('dev_'))) expect(page).toContain(name)
  })
})

const keys: [string, Uint8Array][] = [
  ['0x01', Uint8Array.of(1)],
  ['0x0102', Uint8Array.of(2)],
]
/** What is close to right: such values come further than any others. */
const likely = (genesis: string): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom(genesis, '0x', '0x01', '0x0400', '1', 'operation-1', 0, 1, 2, true, null),
    fc.constantFrom('Core_version', 'Fake_trap', 'Manual', 'PERSISTENT', '0xzz', -1, 2 ** 32),
    fc.record({
      key: fc.constantFrom('0x', '0x01'),
      type: fc.constantFrom('value', 'descendantsHashes'),
    }),
    fc.record({ count: fc.integer({ min: 0, max: 3 }) }),
    fc.array(fc.constantFrom('0x01', genesis, null, 7), { maxLength: 3 }),
    fc.jsonValue({ maxDepth: 2 }),
  )

it('no request is an internal error, whatever its parameters', async () => {
  const { chain, connect, notices } = await startFakeNode({ kind: 'manual' }, new FakeChain(keys))
  const genesis = toHex(chain.genesisHash)
  const client = await connect()
  const request = fc.tuple(fc.constantFrom(...names), fc.array(likely(genesis), { maxLength: 4 }))
  await fc.assert(
    fc.asyncProperty(request, async ([method, params]) => {
      // dev_newBlock makes up to 10,000 blocks when it is told to.
      fc.pre(method !== 'dev_newBlock' || params.length === 0)
      const error = await client.call(method, ...params).then(
        () => undefined,
        (failure: { readonly code: number }) => failure,
      )
      if (error !== undefined) expect(error.code).not.toBe(-32603)
    }),
    { numRuns: 2000 },
  )
  expect(notices).toEqual([])
})
