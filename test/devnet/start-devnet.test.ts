import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hexlify } from 'ethers'
import { describe, expect, it } from 'vitest'
import { type DevnetHandle, startDevnet } from '../../devnet/index.ts'
import { deploying, hostile } from './support/wat-contracts.ts'

async function rpc(devnet: DevnetHandle, method: string, params: readonly unknown[] = []) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const response = await fetch(devnet.url, { method: 'POST', body })
  return ((await response.json()) as { readonly result: unknown }).result
}

/** The node in its own thread, as a program embeds it. */
describe('startDevnet', () => {
  it('runs in memory until it is closed', async () => {
    const devnet = await startDevnet({ port: 0, accounts: 3, chainId: 5n })
    expect(devnet.accounts).toHaveLength(3)
    expect(await rpc(devnet, 'eth_chainId')).toBe('0x5')
    await devnet.close()
    await devnet.ended
    await expect(rpc(devnet, 'eth_chainId')).rejects.toThrow()
  })

  it('rejects when it cannot start', async () => {
    const first = await startDevnet({ port: 0 })
    const port = Number(new URL(first.url).port)
    await expect(startDevnet({ port })).rejects.toMatchObject({
      code: 'DEVNET_FAILED',
      shortMessage: `Port ${port} is taken on 127.0.0.1.`,
    })
    await first.close()
  })

  it('ends an execution that takes too long, and goes on with the same chain on the same port', {
    timeout: 120_000,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gantry-watchdog-'))
    const notices: string[] = []
    const options = {
      port: 0,
      dataFolder: folder,
      blockGasLimit: 2n ** 50n, // so much that a loop does not run out of it
      executionLimitMs: 1500,
    }
    const devnet = await startDevnet(options, (text) => notices.push(text))
    const [from] = devnet.accounts.map(({ address }) => hexlify(address))
    const data = hexlify(deploying(hostile.loopsWithoutEnd))
    const hash = await rpc(devnet, 'eth_sendTransaction', [{ from, data, gas: '0x5b8d80' }])
    const receipt = await rpc(devnet, 'eth_getTransactionReceipt', [hash])
    const { contractAddress: to } = receipt as { contractAddress: string }

    await expect(rpc(devnet, 'eth_call', [{ to }])).rejects.toThrow()
    const deadline = Date.now() + 30_000
    while (notices.length < 2 && Date.now() < deadline) await new Promise((r) => setTimeout(r, 50))
    expect(notices).toEqual([
      'An execution took longer than 1500 ms and was ended. The node is started again.',
      'The node goes on from block 1.',
    ])
    expect(await rpc(devnet, 'eth_getTransactionReceipt', [hash])).toEqual(receipt)
    await devnet.close()
    await rm(folder, { recursive: true, force: true })
  })
})
