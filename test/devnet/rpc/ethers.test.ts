import { Contract, ContractFactory, hexlify, JsonRpcProvider, parseEther, Wallet } from 'ethers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEV_MNEMONIC, devAccounts } from '../../../devnet/accounts/dev-account.ts'
import { startTestNode, type TestNode } from '../support/test-node.ts'
import { counter, counterAbi, deploying, reverting } from '../support/wat-contracts.ts'

const [sender, receiver] = devAccounts(DEV_MNEMONIC, 2).map(({ privateKey }) => hexlify(privateKey))
const NOBODY = '0x00000000000000000000000000000000000000aa'

let node: TestNode
let provider: JsonRpcProvider
let wallet: Wallet

beforeAll(async () => {
  node = await startTestNode()
  provider = new JsonRpcProvider(node.url, undefined, { pollingInterval: 50, cacheTimeout: -1 })
  wallet = new Wallet(sender ?? '', provider)
})
afterAll(async () => {
  provider.destroy()
  await node.close()
})

const deploy = async (code: Uint8Array, abi: readonly string[] = []): Promise<Contract> => {
  const factory = new ContractFactory(abi, hexlify(deploying(code)), wallet)
  const contract = await factory.deploy()
  await contract.waitForDeployment()
  return new Contract(await contract.getAddress(), abi, wallet)
}

describe('ethers 6, unmodified', () => {
  it('finds the network', async () => {
    const network = await provider.getNetwork()
    expect(network.chainId).toBe(31337n)
  })

  it('sends ether, paying gas by EIP-1559', async () => {
    const before = await provider.getBalance(wallet.address)
    const response = await wallet.sendTransaction({ to: NOBODY, value: parseEther('1.5') })
    const receipt = await response.wait()
    expect(receipt).toMatchObject({ status: 1, gasUsed: 21_000n, type: 2 })
    const fee = (receipt?.gasUsed ?? 0n) * (receipt?.gasPrice ?? 0n)
    expect(await provider.getBalance(NOBODY)).toBe(parseEther('1.5'))
    expect(await provider.getBalance(wallet.address)).toBe(before - parseEther('1.5') - fee)
  })

  it('sends legacy and access-list transactions', async () => {
    for (const fields of [
      { type: 0 },
      { type: 1, accessList: [{ address: NOBODY, storageKeys: [] }] },
    ]) {
      const response = await wallet.sendTransaction({ to: NOBODY, value: 1n, ...fields })
      expect(await response.wait()).toMatchObject({ status: 1, type: fields.type })
      expect(await provider.getTransaction(response.hash)).toMatchObject({
        hash: response.hash,
        from: wallet.address,
        type: fields.type,
      })
    }
  })

  it('deploys, calls, sends and reads events', async () => {
    const contract = await deploy(counter, counterAbi)
    const next = contract.getFunction('next')
    expect(await next.staticCall()).toBe(1n)
    const gas = await next.estimateGas()
    const receipt = await (await next.send()).wait()
    expect(receipt?.gasUsed).toBeLessThanOrEqual(gas)
    expect(receipt?.logs).toHaveLength(1)
    await (await next.send()).wait()
    const events = await contract.queryFilter('Counted', 0, 'latest')
    expect(events.map((event) => ('args' in event ? event.args[0] : undefined))).toEqual([1n, 2n])
    expect(await next.staticCall()).toBe(3n)
  })

  it('hears events', async () => {
    const contract = await deploy(counter, counterAbi)
    const heard = new Promise((resolve) => void contract.on('Counted', resolve))
    await (await contract.getFunction('next').send()).wait()
    expect(await heard).toBe(1n)
    await contract.removeAllListeners()
  })

  it('gets the reason of a revert, in a call and in an estimate', async () => {
    const contract = await deploy(reverting)
    const abi = ['function fail(string)', 'error Error(string)']
    const to = await contract.getAddress()
    const { interface: errors } = new Contract(to, abi)
    const data = errors.encodeErrorResult('Error', ['no luck'])
    for (const attempt of [provider.call({ to, data }), provider.estimateGas({ to, data })]) {
      await expect(attempt).rejects.toMatchObject({
        code: 'CALL_EXCEPTION',
        reason: 'no luck',
        data,
        shortMessage: 'execution reverted: "no luck"',
      })
    }
  })

  it('recognises why a transaction is refused', async () => {
    const poor = Wallet.createRandom(provider)
    const fields = { to: NOBODY, value: 1n, gasLimit: 21_000n }
    await expect(poor.sendTransaction(fields)).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS' })
    await expect(wallet.sendTransaction({ ...fields, nonce: 0 })).rejects.toMatchObject({
      code: 'NONCE_EXPIRED',
    })
  })

  it('lets the node sign for its accounts', async () => {
    const signer = await provider.getSigner(1)
    expect(signer.address).toBe(new Wallet(receiver ?? '').address)
    const receipt = await (await signer.sendTransaction({ to: NOBODY, value: 7n })).wait()
    expect(receipt).toMatchObject({ status: 1, from: signer.address })
    const signature = await signer.signMessage('hello')
    expect(signature).toBe(await new Wallet(receiver ?? '').signMessage('hello'))
  })

  it('reads blocks with and without their transactions', async () => {
    const block = await provider.getBlock('latest', true)
    expect(block?.prefetchedTransactions[0]?.blockNumber).toBe(block?.number)
    const parent = await provider.getBlock(block?.parentHash ?? '')
    expect(parent?.number).toBe((block?.number ?? 0) - 1)
    expect(await provider.getBlock(1_000_000)).toBeNull()
    const fees = await provider.getFeeData()
    expect(fees.maxPriorityFeePerGas).toBe(1_000_000_000n)
  })
})
