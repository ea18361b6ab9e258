import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rpc, startSubstrate } from './support/gantry-process.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-substrate-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const own = (name: string): string => join(folder, name)

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(own(name), content)
  return own(name)
}

describe('gantry substrate', () => {
  it('prints the accounts, the chain, its genesis and how to connect', async () => {
    const node = await startSubstrate('--memory')
    const output = node.output()
    expect(output).toContain(`//Alice    ${ALICE}  1000000 UNIT`)
    expect(output.match(/^ {2}\/\/\w+ +5\w{47} {2}1000000 UNIT$/gm)).toHaveLength(6)
    expect(output).toContain('Gantry Development, runtime gantry 1')
    expect(output).toContain(await rpc(node.url, 'chain_getBlockHash', [0]))
    expect(output).toContain('in memory, block 0')
    expect(output).toContain(node.url.replace('http', 'ws'))
    expect(output).toMatch(/polkadot\.js\.org\/apps\/\?rpc=ws%3A%2F%2F127\.0\.0\.1%3A\d+/)
    expect(await rpc(node.url, 'system_name')).toBe('Gantry')
    node.process.kill('SIGINT')
    expect(await node.ended()).toBe(0)
  })

  it('goes on with the chain of its data folder, and refuses it to another genesis', async () => {
    const data = own('chain')
    const first = await startSubstrate('--data', data)
    await rpc(first.url, 'dev_newBlock', [{ count: 3 }])
    const head = await rpc(first.url, 'chain_getBlock')
    await expect(startSubstrate('--data', data)).rejects.toThrow(/in use|locked/i)
    first.process.kill('SIGTERM')
    expect(await first.ended()).toBe(0)

    const second = await startSubstrate('--data', data)
    expect(second.output()).toContain('block 3')
    expect(await rpc(second.url, 'chain_getBlock')).toEqual(head)
    second.process.kill('SIGTERM')
    expect(await second.ended()).toBe(0)

    const genesis = await file('patch.json', JSON.stringify({ sudo: { key: ALICE } }))
    await expect(startSubstrate('--data', data, '--genesis', genesis)).rejects.toThrow(
      /chain of another genesis/,
    )
  })

  it('begins with what a patch says', async () => {
    const balances = { balances: [[ALICE, 5_500_000_000_000]] }
    const genesis = await file('balances.json', JSON.stringify({ balances }))
    const node = await startSubstrate('--memory', '--genesis', genesis)
    expect(node.output()).toContain(`//Alice    ${ALICE}  5.5 UNIT`)
    expect(node.output()).not.toContain('//Bob')
    node.process.kill('SIGTERM')
    await node.ended()
  })

  it('makes a block at an interval', async () => {
    const node = await startSubstrate('--memory', '--block-time', '1')
    const number = async () =>
      Number((await rpc<{ number: string }>(node.url, 'chain_getHeader')).number)
    await expect.poll(number, { timeout: 20_000 }).toBeGreaterThan(1)
    node.process.kill('SIGTERM')
    expect(await node.ended()).toBe(0)
  })

  it('says which port is taken', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const start = startSubstrate('--memory', '--port', `${port}`)
    await expect(start).rejects.toThrow(`Port ${port} is taken on 127.0.0.1.`)
    await new Promise((resolve) => server.close(resolve))
  })

  it.each([
    ['a runtime that is not there', ['--runtime', '/no/such.wasm'], /The runtime cannot be read/],
    ['a genesis that is not there', ['--genesis', '/no/such.json'], /The genesis cannot be read/],
    ['a preset that the runtime has not', ['--preset', 'mainnet'], /no preset of this name/],
    ['both places for data', ['--data', 'x'], /either --data or --memory/],
    ['both kinds of genesis', ['--genesis', 'x', '--preset', 'y'], /either --genesis or --preset/],
    ['an option that there is not', ['--runtim', 'x'], /Did you mean --runtime/],
    ['an interval that is no number', ['--block-time', 'soon'], /--block-time must be/],
  ])('refuses %s', async (_, args, words) => {
    await expect(startSubstrate('--memory', ...args)).rejects.toThrow(words)
  })

  it.each([
    ['no Wasm', 'no.wasm', 'hello', /not a runtime/],
    ['an empty file', 'empty.wasm', '', /not a runtime/],
    [
      'Wasm that is no runtime',
      'bare.wasm',
      Buffer.from('0061736d01000000', 'hex'),
      /not a runtime|no such entry/i,
    ],
  ])('refuses a runtime that is %s', async (_, name, content, words) => {
    const runtime = await file(name, content)
    await expect(startSubstrate('--memory', '--runtime', runtime)).rejects.toThrow(words)
  })

  it.each([
    ['no JSON', 'a.json', '{ "balances": ', /no JSON/],
    ['a pallet that there is not', 'b.json', '{ "cats": {} }', /unknown field `cats`/],
    ['a balance of the wrong type', 'c.json', '{ "balances": { "balances": 7 } }', /invalid type/],
  ])('refuses a patch with %s', async (_, name, content, words) => {
    const genesis = await file(name, content)
    await expect(startSubstrate('--memory', '--genesis', genesis)).rejects.toThrow(words)
  })
})
