import { Keyring } from '@polkadot/api'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { Interface } from 'ethers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Hex } from '../../../src/primitives/hex.ts'
import {
  type SubstrateDevnetHandle,
  startSubstrateDevnet,
} from '../../../substrate-devnet/index.ts'
import { evmCounter, ewasmCounter } from './compile-counter.ts'
import type { ContractClient, SentTransaction } from './contract-client.ts'
import { PapiClient } from './papi-client.ts'
import { PolkadotJsClient } from './polkadot-js-client.ts'

const counter = new Interface([
  'function increment()',
  'function count() view returns (uint256)',
  'event Incremented(address indexed by, uint256 count)',
])
const increment = counter.encodeFunctionData('increment') as Hex
const count = counter.encodeFunctionData('count') as Hex

let node: SubstrateDevnetHandle
let polkadotJs: PolkadotJsClient
let papi: PapiClient

beforeAll(async () => {
  await cryptoWaitReady()
  const keyring = new Keyring({ type: 'sr25519' })
  node = await startSubstrateDevnet({ port: 0 })
  polkadotJs = await PolkadotJsClient.connect(node.url, keyring.addFromUri('//Alice'))
  papi = new PapiClient(node.url, keyring.addFromUri('//Bob'))
})
afterAll(async () => {
  await polkadotJs.close()
  await papi.close()
  await node.close()
})

/** Numbers that the log of an increment has. */
function incrementedTo({ events }: SentTransaction): readonly bigint[] {
  return events
    .filter(({ name }) => name === 'Log')
    .map(({ fields }) => {
      const { topics, data } = fields as { topics: string[]; data: string }
      return counter.parseLog({ topics, data })?.args['count'] as bigint
    })
}

function addressOf({ events }: SentTransaction): Hex {
  const [create] = events
  if (create?.name !== 'Create') throw new Error('no contract was made')
  return (create.fields as { address: Hex }).address
}

/** Unmodified @polkadot/api and polkadot-api, on the same node and the same contracts. */
describe.each([
  ['Ewasm', ewasmCounter],
  ['EVM', evmCounter],
] as const)('%s contracts through both clients', (_, code) => {
  it('are made by one, called by both, and both see the same', { timeout: 180_000 }, async () => {
    const byAlice = await polkadotJs.create(code())
    const byBob = await papi.create(code())
    const sent: [ContractClient, SentTransaction][] = [
      [polkadotJs, byAlice],
      [papi, byBob],
    ]
    for (const contract of [addressOf(byAlice), addressOf(byBob)]) {
      const first = await polkadotJs.call(contract, increment)
      const second = await papi.call(contract, increment)
      sent.push([polkadotJs, first], [papi, second])
      expect(incrementedTo(first)).toEqual([1n])
      expect(incrementedTo(second)).toEqual([2n])
      const counts = [await polkadotJs.dryRun(contract, count), await papi.dryRun(contract, count)]
      expect(counts.map((output) => counter.decodeFunctionResult('count', output)[0])).toEqual([
        2n,
        2n,
      ])
    }

    // Who followed the chain has heard of each, in the words of who has sent it.
    for (const [sender, { block, index, call, events }] of sent) {
      const heard = (client: ContractClient) =>
        client.followed.find((followed) => followed.block === block)?.events
      await expect.poll(() => heard(polkadotJs)).toEqual(events)
      await expect.poll(() => heard(papi)).toEqual(events)
      // And reads the call out of the block that its sender has made.
      const whole = await papi.callAt(block, index)
      expect(await polkadotJs.callAt(block, index)).toBe(call)
      expect(whole.endsWith(call.slice(2)), `sent by ${sender.constructor.name}`).toBe(true)
    }
  })
})

// A client that gets no processor for seconds may miss a step: that is what the node waits for, and not for ever.
it('tells each client of every step, in its order', { retry: 3 }, async () => {
  const sent = await polkadotJs.create(ewasmCounter())
  expect(sent.statuses).toEqual(['Ready', 'InBlock', 'Finalized'])
  const { statuses } = await papi.create(ewasmCounter())
  expect(statuses).toEqual(['signed', 'broadcasted', 'txBestBlocksState', 'finalized'])
})
