import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rpc, startGantry } from './support/gantry-process.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-command-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ANYONE = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

describe('gantry devnet', () => {
  it('prints where it is, its chain id, ten funded accounts with keys and its data folder', async () => {
    const node = await startGantry('--memory')
    const output = node.output()
    expect(output.match(/^ {2}\(\d\) 0x[0-9a-fA-F]{40}$/gm)).toHaveLength(10)
    expect(output.match(/^ {6}0x[0-9a-f]{64}$/gm)).toHaveLength(10)
    expect(output).toContain('31337')
    expect(output).toContain('in memory')
    expect(await rpc(node.url, 'eth_chainId')).toBe('0x7a69')
    expect(await rpc(node.url, 'eth_getBalance', [ANYONE])).toBe(`0x${(10n ** 22n).toString(16)}`)
    node.process.kill('SIGINT')
    expect(await node.ended()).toBe(0)
  })

  it('goes on with the chain of its data folder', async () => {
    const data = join(folder, 'chain')
    const first = await startGantry('--data', data)
    for (let i = 0; i < 3; i += 1) await rpc(first.url, 'evm_mine')
    const head = await rpc(first.url, 'eth_getBlockByNumber', ['latest', true])
    first.process.kill('SIGTERM')
    expect(await first.ended()).toBe(0)

    const second = await startGantry('--data', data)
    expect(await rpc(second.url, 'eth_getBlockByNumber', ['latest', true])).toEqual(head)
    second.process.kill('SIGTERM')
    expect(await second.ended()).toBe(0)
  })

  it('refuses data that another process uses', async () => {
    const data = join(folder, 'locked')
    const first = await startGantry('--data', data)
    await expect(startGantry('--data', data)).rejects.toThrow(/in use|locked/i)
    expect(await rpc(first.url, 'eth_chainId')).toBe('0x7a69')
    first.process.kill('SIGTERM')
    await first.ended()
  })

  it('refuses data of another chain', async () => {
    const data = join(folder, 'other')
    const first = await startGantry('--data', data, '--chain-id', '1337')
    expect(await rpc(first.url, 'eth_chainId')).toBe('0x539')
    first.process.kill('SIGTERM')
    await first.ended()
    await expect(startGantry('--data', data)).rejects.toThrow(/1337/)
  })

  it('says when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await expect(startGantry('--memory', '--port', String(port))).rejects.toThrow(
      new RegExp(`port ${port} is taken`, 'i'),
    )
    server.close()
  })
})
