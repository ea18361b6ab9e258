import { hexlify, keccak256 } from 'ethers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploying, hostile } from '../devnet/support/wat-contracts.ts'
import { type GantryProcess, rpc, startGantry } from './support/gantry-process.ts'

const FROM = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

let node: GantryProcess
beforeAll(async () => {
  node = await startGantry('--memory')
})
afterAll(async () => {
  node.process.kill('SIGTERM')
  await node.ended()
})

async function send(
  fields: object,
): Promise<{ status: string; contractAddress: string; gasUsed: string }> {
  const gas = '0xf42400' // 16,000,000
  const hash = await rpc(node.url, 'eth_sendTransaction', [{ from: FROM, gas, ...fields }])
  return rpc(node.url, 'eth_getTransactionReceipt', [hash])
}

/** In the thread that the node really runs in: its native stack is what recursion would end at. */
describe('a contract that', () => {
  it.each(Object.entries(hostile))(
    '%s fails, changes nothing, and the node goes on',
    async (_name, code) => {
      const { contractAddress: to, status } = await send({ data: hexlify(deploying(code)) })
      expect(status).toBe('0x1')
      const failed = await send({ to })
      expect(failed.status).toBe('0x0')
      expect(await rpc(node.url, 'eth_getStorageAt', [to, '0x0'])).toBe(`0x${'0'.repeat(64)}`)
      await expect(rpc(node.url, 'eth_call', [{ to }])).rejects.toMatchObject({ code: -32000 })
      await expect(rpc(node.url, 'eth_estimateGas', [{ to }])).rejects.toMatchObject({
        code: -32000,
      })
      expect(await rpc(node.url, 'eth_chainId')).toBe('0x7a69')
      expect(node.output()).not.toMatch(/started again|failed/)
    },
  )
})

describe('a module that', () => {
  const sound = deploying(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))

  it('is truncated or has a bit flipped never deploys something else, nor ends the node', async () => {
    const { stateRoot } = await rpc<{ stateRoot: string }>(node.url, 'eth_getBlockByNumber', [
      'latest',
    ])
    for (let length = 4; length < sound.length; length += 7) {
      const data = hexlify(sound.subarray(0, length))
      await expect(rpc(node.url, 'eth_call', [{ from: FROM, data }])).rejects.toMatchObject({
        code: -32000,
      })
    }
    for (let bit = 64; bit < sound.length * 8; bit += 37) {
      const flipped = Uint8Array.from(sound)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await rpc(node.url, 'eth_call', [{ from: FROM, data: hexlify(flipped) }]).catch(
        (error: unknown) => {
          expect([3, -32000]).toContain((error as { code: number }).code)
        },
      )
    }
    const after = await rpc<{ stateRoot: string }>(node.url, 'eth_getBlockByNumber', ['latest'])
    expect(after.stateRoot).toBe(stateRoot)
  })

  it('is not a contract is not deployed', async () => {
    const noContract = await send({ data: hexlify(sound) }) // exports neither main nor memory
    expect(noContract.status).toBe('0x0')
    expect(keccak256(await rpc<string>(node.url, 'eth_getCode', [FROM]))).toBe(keccak256('0x'))
  })
})
