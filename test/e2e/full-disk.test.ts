import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type GantryProcess,
  rpc,
  startGantry,
  startLimitedGantry,
} from './support/gantry-process.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-full-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const transfer = {
  from: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
  to: '0x70997970c51812dc3a010c7d01b50e0d17dc79c8',
  value: '0x1',
}
const send = (node: GantryProcess) => rpc<string>(node.url, 'eth_sendTransaction', [transfer])

async function end(node: GantryProcess, signal: NodeJS.Signals): Promise<void> {
  node.process.kill(signal)
  await node.ended()
}

describe('a disk without room', () => {
  it('refuses transactions, answers what is there, and loses nothing that it said was mined', {
    timeout: 180_000,
  }, async () => {
    const data = join(folder, 'full')
    // A limit on the length of files is met like a disk that is full, without one that is.
    const node = await startLimitedGantry(32, '--data', data)
    const mined: string[] = []
    let refused = ''
    while (refused === '' && mined.length < 200) {
      await send(node).then(
        (hash) => mined.push(hash),
        (error: Error) => {
          refused = error.message
        },
      )
    }
    expect(mined.length).toBeGreaterThan(3)
    expect(refused).toMatch(/store in .*full\/chain cannot be used/)
    await expect(send(node)).rejects.toThrow('cannot be used')
    expect(Number(await rpc(node.url, 'eth_blockNumber'))).toBe(mined.length)
    expect(node.process.exitCode).toBeNull()
    await end(node, 'SIGKILL')

    const again = await startGantry('--data', data)
    expect(Number(await rpc(again.url, 'eth_blockNumber'))).toBe(mined.length)
    for (const hash of mined) {
      expect(await rpc(again.url, 'eth_getTransactionReceipt', [hash])).not.toBeNull()
    }
    expect(await send(again)).toMatch(/^0x/)
    await end(again, 'SIGTERM')
  })
})
