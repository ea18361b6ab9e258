import { hexlify, parseEther, Wallet } from 'ethers'
import { expect, it } from 'vitest'
import { DEV_MNEMONIC, devAccounts } from '../../../devnet/accounts/dev-account.ts'
import { startTestNode } from '../support/test-node.ts'

const wallets = devAccounts(DEV_MNEMONIC, 3).map(
  ({ privateKey }) => new Wallet(hexlify(privateKey)),
)
const NOBODY = '0x00000000000000000000000000000000000000dd'
const GWEI = 1_000_000_000n

it('mines what waits into one block: best fee first, nonces in order', async () => {
  const node = await startTestNode({ blockTimeSeconds: 3600 })
  const send = async (index: number, nonce: number, fee: bigint): Promise<string> => {
    const raw = await wallets[index]?.signTransaction({
      type: 2,
      chainId: 31337n,
      nonce,
      to: NOBODY,
      value: parseEther('1'),
      gasLimit: 21_000n,
      maxFeePerGas: 10n * GWEI,
      maxPriorityFeePerGas: fee,
    })
    return node.rpc('eth_sendRawTransaction', [raw])
  }
  const cheap = await send(0, 0, GWEI)
  const second = await send(1, 1, 3n * GWEI)
  const first = await send(1, 0, 2n * GWEI)
  const gap = await send(2, 1, 5n * GWEI)
  expect(await node.rpc('eth_blockNumber')).toBe('0x0')
  expect(await node.rpc('eth_getTransactionCount', [wallets[1]?.address, 'pending'])).toBe('0x2')

  await node.rpc('evm_mine')
  expect(await node.rpc('eth_getBlockByNumber', ['latest', false])).toMatchObject({
    number: '0x1',
    transactions: [first, second, cheap],
    gasUsed: `0x${(63_000).toString(16)}`,
  })
  expect(await node.rpc('eth_getTransactionReceipt', [gap])).toBeNull()
  expect(await node.rpc('eth_getBalance', [NOBODY])).toBe(`0x${parseEther('3').toString(16)}`)
  await node.close()
})

it('mines at its interval, also empty blocks, with rising timestamps', async () => {
  const node = await startTestNode({ blockTimeSeconds: 0.05 })
  const deadline = Date.now() + 10_000
  while (Number(await node.rpc('eth_blockNumber')) < 3 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const timestamps: number[] = []
  for (const number of ['0x0', '0x1', '0x2', '0x3']) {
    const { timestamp } = (await node.rpc('eth_getBlockByNumber', [number])) as {
      timestamp: string
    }
    timestamps.push(Number(timestamp))
  }
  expect(timestamps).toEqual([...new Set(timestamps)].sort((a, b) => a - b))
  await node.close()
})
