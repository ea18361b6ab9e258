import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fromHex, type Hex, toHex } from '../../src/primitives/hex.ts'
import { RpcClient } from '../substrate-devnet/support/rpc-client.ts'
import {
  alice,
  signedExtrinsic,
  signerNumber,
  transferCall,
} from '../substrate-host/support/dev-signer.ts'
import { type GantryProcess, startSubstrate } from './support/gantry-process.ts'

const ROUNDS = 3
const TEST_LIMIT_MS = 180_000
const UNIT = 10n ** 12n

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-node-kill-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A transaction that the node said to be in a final block. */
interface Acknowledged {
  readonly extrinsic: Hex
  readonly block: Hex
}

/** Sends transfers and notes those that are said to be in a block, until the node is gone. */
async function transferUntilKilled(node: GantryProcess, said: Acknowledged[]): Promise<void> {
  const client = await RpcClient.connect(node.url)
  const genesisHash = fromHex(await client.call<Hex>('chain_getBlockHash', 0))
  const address = toHex(alice.publicKey)
  let nonce = await client.call<number>('system_accountNextIndex', address)
  const killing = setTimeout(() => node.process.kill('SIGKILL'), 1000 + Math.random() * 2000)
  const gone = once(client.socket, 'close').then(() => 'gone' as const)
  for (;;) {
    const call = transferCall(signerNumber(nonce).publicKey, UNIT)
    const extrinsic = toHex(signedExtrinsic(alice, call, { nonce, genesisHash }))
    const acknowledged = watch(client, extrinsic)
    const block = await Promise.race([acknowledged, gone])
    if (block === 'gone') break
    said.push({ extrinsic, block })
    nonce += 1
  }
  clearTimeout(killing)
  expect(await node.ended()).toBe('SIGKILL')
}

async function watch(client: RpcClient, extrinsic: Hex): Promise<Hex> {
  const id = await client.call<string>('transactionWatch_v1_submitAndWatch', extrinsic)
  for (;;) {
    const [event] = await client.results<{ event: string; block?: { hash: Hex } }>(id, 1)
    if (event?.event === 'finalized' && event.block !== undefined) return event.block.hash
  }
}

it(
  'loses no transaction that it said to be final, however often it is killed',
  async () => {
    const said: Acknowledged[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = said.length
      await transferUntilKilled(await startSubstrate('--data', folder), said)
      expect(said.length).toBeGreaterThan(before)
    }
    const node = await startSubstrate('--data', folder)
    const client = await RpcClient.connect(node.url)
    for (const { extrinsic, block } of said) {
      expect(await client.call<Hex[]>('archive_v1_body', block)).toContain(extrinsic)
      const { number } = await client.call<{ number: Hex }>('chain_getHeader', block)
      expect(await client.call('chain_getBlockHash', number)).toBe(block)
    }
    // Each of them has taken a nonce and moved a unit, once.
    const address = toHex(alice.publicKey)
    expect(await client.call('system_accountNextIndex', address)).toBeGreaterThanOrEqual(
      said.length,
    )
    client.close()
    node.process.kill('SIGTERM')
    expect(await node.ended()).toBe(0)
  },
  TEST_LIMIT_MS,
)
