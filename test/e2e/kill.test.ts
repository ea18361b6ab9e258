import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Contract, ContractFactory, hexlify, Interface, JsonRpcProvider, Wallet } from 'ethers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEV_MNEMONIC, devAccounts } from '../../devnet/accounts/dev-account.ts'
import { fixtureContract } from '../devnet/support/fixture-contract.ts'
import { type GantryProcess, rpc, startGantry } from './support/gantry-process.ts'
import { type Dump, stateRootOf } from './support/state-root.ts'

const token = fixtureContract('Token')
const tokenInterface = new Interface(token.abi)
const [tokenOwner, etherOwner] = devAccounts(DEV_MNEMONIC, 2).map(
  ({ privateKey }) => new Wallet(hexlify(privateKey)),
)
const NOBODY = '0x00000000000000000000000000000000000000ab'
const ROUNDS = 5
const GWEI = 1_000_000_000n
const SUPPLY = 10n ** 24n

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-kill-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the node said about a transaction that it had mined. */
interface Acknowledged {
  readonly receipt: Receipt
  readonly block: unknown
}

interface Receipt {
  readonly transactionHash: string
  readonly blockHash: string
  readonly blockNumber: string
  readonly status: string
}

interface Call {
  readonly to: string
  readonly data?: string
  readonly value?: bigint
}

/** Sends the same call one transaction after the other, until the node is gone. */
async function keepMining(
  url: string,
  wallet: Wallet | undefined,
  call: Call,
  said: Acknowledged[],
) {
  let nonce = Number(await rpc(url, 'eth_getTransactionCount', [wallet?.address, 'latest']))
  try {
    for (;;) {
      const fees = { maxFeePerGas: 20n * GWEI, maxPriorityFeePerGas: GWEI }
      const fields = { type: 2, chainId: 31337n, nonce, gasLimit: 300_000n, ...fees, ...call }
      const raw = await wallet?.signTransaction(fields)
      const hash = await rpc(url, 'eth_sendRawTransaction', [raw])
      const receipt = await rpc<Receipt>(url, 'eth_getTransactionReceipt', [hash])
      const block = await rpc(url, 'eth_getBlockByHash', [receipt.blockHash, true])
      said.push({ receipt, block })
      nonce += 1
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error // fetch says so when the connection is gone
  }
}

async function deployToken(url: string): Promise<string> {
  const provider = new JsonRpcProvider(url, undefined, { pollingInterval: 50, cacheTimeout: -1 })
  const factory = new ContractFactory(token.abi, token.bytecode, tokenOwner?.connect(provider))
  const contract = await factory.deploy(SUPPLY, 'Token', 'TKN')
  await contract.waitForDeployment()
  const address = await contract.getAddress()
  const transfer = await new Contract(address, token.abi, tokenOwner?.connect(provider))
    .getFunction('transfer')
    .send(NOBODY, 1n)
  const receipt = await transfer.wait()
  expect(
    tokenInterface.parseLog(receipt?.logs[0] ?? { topics: [], data: '0x' })?.args['value'],
  ).toBe(1n)
  provider.destroy()
  return address
}

/** Every receipt and every block is what it was when it was answered. */
async function expectAllThere(url: string, said: readonly Acknowledged[]): Promise<void> {
  for (const { receipt, block } of said) {
    expect(receipt.status).toBe('0x1')
    const { transactionHash, blockNumber } = receipt
    expect(await rpc(url, 'eth_getTransactionReceipt', [transactionHash])).toEqual(receipt)
    expect(await rpc(url, 'eth_getBlockByNumber', [blockNumber, true])).toEqual(block)
  }
}

/** The whole state gives the root that the latest block has, by other people's trie. */
async function expectSoundState(url: string): Promise<void> {
  const { stateRoot } = await rpc<{ stateRoot: string }>(url, 'eth_getBlockByNumber', ['latest'])
  const dump = await rpc<Dump>(url, 'debug_dumpBlock', ['latest'])
  expect(`0x${dump.root}`).toBe(stateRoot)
  expect(await stateRootOf(dump)).toBe(stateRoot)
}

/** What was received is what the mined transactions say: no block counts twice, none not at all. */
async function expectSoundBalances(url: string, contract: string): Promise<void> {
  const nonceOf = async (wallet: Wallet | undefined): Promise<bigint> =>
    BigInt(await rpc<string>(url, 'eth_getTransactionCount', [wallet?.address, 'latest']))
  const call = { to: contract, data: tokenInterface.encodeFunctionData('balanceOf', [NOBODY]) }
  const tokens = BigInt(await rpc<string>(url, 'eth_call', [call, 'latest']))
  expect(tokens).toBe((await nonceOf(tokenOwner)) - 1n) // but for the deployment
  const events = await rpc<unknown[]>(url, 'eth_getLogs', [{ address: contract, fromBlock: '0x0' }])
  expect(BigInt(events.length)).toBe(tokens + 1n) // and that of the supply
  const ether = BigInt(await rpc<string>(url, 'eth_getBalance', [NOBODY, 'latest']))
  expect(ether).toBe(await nonceOf(etherOwner))
}

it(`loses nothing that was answered as mined when it is killed, ${ROUNDS} times`, async () => {
  const said: Acknowledged[] = []
  let node: GantryProcess = await startGantry('--data', folder)
  const contract = await deployToken(node.url)
  const data = tokenInterface.encodeFunctionData('transfer', [NOBODY, 1n])
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = said.length
    const mining = [
      keepMining(node.url, tokenOwner, { to: contract, data }, said),
      keepMining(node.url, etherOwner, { to: NOBODY, value: 1n }, said),
    ]
    await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 800))
    node.process.kill('SIGKILL')
    await Promise.all(mining)
    expect(await node.ended()).toBe('SIGKILL')
    expect(said.length).toBeGreaterThan(before)

    node = await startGantry('--data', folder)
    await expectAllThere(node.url, said)
    await expectSoundState(node.url)
    await expectSoundBalances(node.url, contract)
  }
  node.process.kill('SIGTERM')
  expect(await node.ended()).toBe(0)
}, 300_000)
