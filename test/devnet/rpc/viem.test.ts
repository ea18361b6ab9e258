import { hexlify } from 'ethers'
import {
  createPublicClient,
  createWalletClient,
  defineChain,
  encodeErrorResult,
  http,
  parseAbi,
  parseEther,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEV_MNEMONIC, devAccounts } from '../../../devnet/accounts/dev-account.ts'
import { startTestNode, type TestNode } from '../support/test-node.ts'
import { counter, counterAbi, deploying, reverting } from '../support/wat-contracts.ts'

const [key] = devAccounts(DEV_MNEMONIC, 1).map(({ privateKey }) => hexlify(privateKey))
const account = privateKeyToAccount(key as `0x${string}`)
const NOBODY = '0x00000000000000000000000000000000000000bb'
const abi = parseAbi(counterAbi)
const asHex = (bytes: Uint8Array) => hexlify(bytes) as `0x${string}`

let node: TestNode
let clients: ReturnType<typeof connect>

function connect(url: string) {
  const chain = defineChain({
    id: 31337,
    name: 'Gantry',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  })
  const transport = http(url, { batch: true, retryCount: 0 })
  return {
    reader: createPublicClient({ chain, transport, pollingInterval: 50 }),
    writer: createWalletClient({ chain, transport, account }),
  }
}

beforeAll(async () => {
  node = await startTestNode()
  clients = connect(node.url)
})
afterAll(() => node.close())

async function deploy(code: Uint8Array): Promise<`0x${string}`> {
  const { reader, writer } = clients
  const hash = await writer.deployContract({ abi, bytecode: asHex(deploying(code)) })
  const { contractAddress, status } = await reader.waitForTransactionReceipt({ hash })
  expect(status).toBe('success')
  expect(contractAddress).toMatch(/^0x[0-9a-f]{40}$/)
  return contractAddress ?? '0x'
}

describe('viem, unmodified, with batches', () => {
  it('sends ether and waits', async () => {
    const { reader, writer } = clients
    const hash = await writer.sendTransaction({ to: NOBODY, value: parseEther('2') })
    const receipt = await reader.waitForTransactionReceipt({ hash })
    expect(receipt).toMatchObject({ status: 'success', gasUsed: 21_000n, type: 'eip1559' })
    expect(await reader.getBalance({ address: NOBODY })).toBe(parseEther('2'))
    expect(await reader.getTransaction({ hash })).toMatchObject({
      hash,
      blockNumber: receipt.blockNumber,
    })
  })

  it('deploys, simulates, writes, reads logs', async () => {
    const { reader, writer } = clients
    const address = await deploy(counter)
    const { request, result } = await reader.simulateContract({
      address,
      abi,
      functionName: 'next',
      account,
    })
    expect(result).toBe(1n)
    const hash = await writer.writeContract(request)
    const { blockHash } = await reader.waitForTransactionReceipt({ hash })
    const events = await reader.getContractEvents({
      address,
      abi,
      eventName: 'Counted',
      fromBlock: 0n,
    })
    expect(events).toMatchObject([{ args: { value: 1n }, transactionHash: hash, logIndex: 0 }])
    expect(await reader.getLogs({ address, blockHash })).toHaveLength(1)
    expect(await reader.getCode({ address })).toBe(asHex(counter))
    const slot = await reader.getStorageAt({ address, slot: '0x0' })
    expect(BigInt(slot ?? 0)).toBe(1n)
  })

  it('polls filters of events and blocks', async () => {
    const { reader, writer } = clients
    const address = await deploy(counter)
    const events = await reader.createContractEventFilter({ abi, address, eventName: 'Counted' })
    const blocks = await reader.createBlockFilter()
    const hash = await writer.writeContract({ address, abi, functionName: 'next' })
    const { blockHash } = await reader.waitForTransactionReceipt({ hash })
    expect(await reader.getFilterChanges({ filter: blocks })).toEqual([blockHash])
    expect(await reader.getFilterChanges({ filter: events })).toMatchObject([
      { args: { value: 1n } },
    ])
    expect(await reader.getFilterChanges({ filter: events })).toEqual([])
    expect(await reader.uninstallFilter({ filter: events })).toBe(true)
  })

  it('decodes a revert', async () => {
    const { reader } = clients
    const address = await deploy(reverting)
    const errors = parseAbi(['error Error(string)'])
    const data = encodeErrorResult({ abi: errors, errorName: 'Error', args: ['out of luck'] })
    await expect(reader.call({ to: address, data })).rejects.toThrow(
      /execution reverted: out of luck/,
    )
  })

  it('recognises why a transaction is refused', async () => {
    const { writer } = clients
    await expect(writer.sendTransaction({ to: NOBODY, value: 1n, nonce: 0 })).rejects.toMatchObject(
      {
        cause: { name: 'NonceTooLowError' },
      },
    )
    await expect(
      writer.sendTransaction({ to: NOBODY, value: parseEther('1000000'), gas: 21_000n }),
    ).rejects.toMatchObject({ cause: { name: 'InsufficientFundsError' } })
  })

  it('proves an account against the state root', async () => {
    const { reader } = clients
    const proof = await reader.getProof({ address: account.address, storageKeys: [] })
    expect(proof.balance).toBe(await reader.getBalance({ address: account.address }))
    expect(proof.accountProof.length).toBeGreaterThan(0)
  })

  it('has fees to suggest', async () => {
    const { reader } = clients
    const history = await reader.getFeeHistory({ blockCount: 4, rewardPercentiles: [25, 75] })
    expect(history.baseFeePerGas).toHaveLength(history.gasUsedRatio.length + 1)
    expect(history.reward?.[0]).toHaveLength(2)
    expect(await reader.estimateMaxPriorityFeePerGas()).toBe(1_000_000_000n)
  })
})
