import { readFileSync } from 'node:fs'
import { Keyring } from '@polkadot/api'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Hex, toHex } from '../../../src/primitives/hex.ts'
import { type RealNode, startRealNode } from '../support/real-node.ts'
import { PapiClient } from './papi-client.ts'

let node: RealNode
let papi: PapiClient
beforeAll(async () => {
  await cryptoWaitReady()
  node = await startRealNode()
  papi = new PapiClient(node.url, new Keyring({ type: 'sr25519' }).addFromUri('//Bob'))
})
afterAll(async () => {
  await papi.close()
  await node.close()
})

/** The runtime that says it has another `spec_version`: the second of five numbers that are all 1. It signs for 1 as before. */
function runtimeWithSpecVersion(version: number): Hex {
  const code = readFileSync('fixtures/substrate/gantry-runtime.wasm')
  const versions = code.indexOf(Buffer.from('01000000'.repeat(5), 'hex'))
  expect(versions).toBeGreaterThan(0)
  code[versions + 4] = version
  return toHex(code)
}

interface FollowEvent {
  readonly event: string
  readonly newRuntime?: { readonly spec: { readonly specVersion: number } } | null
}

it('shows another runtime to every client', async () => {
  const { client, api } = node
  const legacy = await client.call<string>('state_subscribeRuntimeVersion')
  const follow = await client.call<string>('chainHead_v1_follow', true)
  await client.results(legacy, 1)
  await client.results(follow, 2)

  const setCode = api.tx['system']?.['setCodeWithoutChecks']?.(runtimeWithSpecVersion(2))
  const call = { pallet: 'sudo', name: 'sudo', args: [setCode] }
  await client.call('author_submitExtrinsic', await node.signed(call))

  expect(await client.results(legacy, 1)).toMatchObject([{ specVersion: 2 }])
  const [block] = await client.results<FollowEvent>(follow, 3)
  expect(block?.newRuntime?.spec.specVersion).toBe(2)
  await expect.poll(() => api.runtimeVersion.specVersion.toNumber(), { timeout: 20_000 }).toBe(2)

  // The next block is one of the new runtime, and polkadot-api goes on with it.
  const made = await client.call<Hex>('dev_newBlock')
  expect(await client.call('state_getRuntimeVersion', made)).toMatchObject({ specVersion: 2 })
  expect(await papi.dryRun(`0x${'11'.repeat(20)}`, '0x')).toBe('0x')

  // What was before has the runtime that it had.
  const genesis = await client.call('chain_getBlockHash', 0)
  expect(await client.call('state_getRuntimeVersion', genesis)).toMatchObject({ specVersion: 1 })
})
