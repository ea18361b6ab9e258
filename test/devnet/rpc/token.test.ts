import { Contract, ContractFactory, getAddress, hexlify, JsonRpcProvider, Wallet } from 'ethers'
import { type Abi, createPublicClient, createWalletClient, http, parseEventLogs } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEV_MNEMONIC, devAccounts } from '../../../devnet/accounts/dev-account.ts'
import { fixtureContract } from '../support/fixture-contract.ts'
import { startTestNode, type TestNode } from '../support/test-node.ts'

/** An ERC-20 token in Solidity, compiled to Ewasm, used the way a dApp does. */
const token = fixtureContract('Token')
const SUPPLY = 10n ** 24n
const NOBODY = '0x00000000000000000000000000000000000000ee'
const ZERO = '0x0000000000000000000000000000000000000000'
const keys = devAccounts(DEV_MNEMONIC, 2).map(({ privateKey }) => hexlify(privateKey))

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.close())

describe('an ERC-20 token', () => {
  it('works with ethers', async () => {
    const provider = new JsonRpcProvider(node.url, undefined, {
      pollingInterval: 50,
      cacheTimeout: -1,
    })
    const [owner, spender] = keys.map((key) => new Wallet(key, provider))
    const factory = new ContractFactory(token.abi, token.bytecode, owner)
    const deployed = await factory.deploy(SUPPLY, 'Gantry Token', 'GNT')
    await deployed.waitForDeployment()
    const contract = new Contract(await deployed.getAddress(), token.abi, owner)
    const read = (name: string, ...args: unknown[]) =>
      contract.getFunction(name).staticCall(...args)

    expect(await read('name')).toBe('Gantry Token')
    expect(await read('decimals')).toBe(18n)
    expect(await read('balanceOf', owner?.address)).toBe(SUPPLY)

    const receipt = await (await contract.getFunction('transfer').send(NOBODY, 5n)).wait()
    const [event] = (receipt?.logs ?? []).map((log) => contract.interface.parseLog(log))
    expect(event?.name).toBe('Transfer')
    expect(event?.args.toArray()).toEqual([owner?.address, getAddress(NOBODY), 5n])
    expect(await read('balanceOf', NOBODY)).toBe(5n)

    await (await contract.getFunction('approve').send(spender?.address, 100n)).wait()
    const asSpender = contract.connect(spender ?? null) as Contract
    await (await asSpender.getFunction('transferFrom').send(owner?.address, NOBODY, 60n)).wait()
    expect(await read('allowance', owner?.address, spender?.address)).toBe(40n)

    const tooMuch = asSpender.getFunction('transferFrom').staticCall(owner?.address, NOBODY, 41n)
    await expect(tooMuch).rejects.toMatchObject({
      code: 'CALL_EXCEPTION',
      revert: { name: 'ERC20InsufficientAllowance', args: [spender?.address, 40n, 41n] },
    })
    const events = await contract.queryFilter('Transfer', 0)
    expect(events.map((event) => ('args' in event ? event.args['value'] : undefined))).toEqual([
      SUPPLY,
      5n,
      60n,
    ])
    provider.destroy()
  })

  it('works with viem', async () => {
    const transport = http(node.url, { batch: true })
    const reader = createPublicClient({ chain: foundry, transport, pollingInterval: 50 })
    const account = privateKeyToAccount(keys[0] as `0x${string}`)
    const writer = createWalletClient({ chain: foundry, transport, account })
    const abi = token.abi as Abi

    const args = [SUPPLY, 'Gantry Token', 'GNT']
    const deployment = await writer.deployContract({ abi, bytecode: token.bytecode, args })
    const { contractAddress } = await reader.waitForTransactionReceipt({ hash: deployment })
    const address = contractAddress ?? ZERO

    const { request } = await reader.simulateContract({
      account,
      address,
      abi,
      functionName: 'transfer',
      args: [NOBODY, 7n],
    })
    const receipt = await reader.waitForTransactionReceipt({
      hash: await writer.writeContract(request),
    })
    expect(receipt.status).toBe('success')
    expect(parseEventLogs({ abi, logs: receipt.logs })).toMatchObject([
      { eventName: 'Transfer', args: { value: 7n }, address },
    ])
    const balance = await reader.readContract({
      address,
      abi,
      functionName: 'balanceOf',
      args: [NOBODY],
    })
    expect(balance).toBe(7n)
    await expect(
      reader.simulateContract({
        address,
        abi,
        functionName: 'transfer',
        args: [ZERO, 1n],
        account,
      }),
    ).rejects.toThrow(/ERC20InvalidReceiver/)
  })

  it('needs exactly the gas that is estimated', async () => {
    const provider = new JsonRpcProvider(node.url, undefined, {
      pollingInterval: 50,
      cacheTimeout: -1,
    })
    const owner = new Wallet(keys[0] ?? '', provider)
    const deployed = await new ContractFactory(token.abi, token.bytecode, owner).deploy(
      SUPPLY,
      'T',
      'T',
    )
    await deployed.waitForDeployment()
    const transfer = deployed.getFunction('transfer')
    const gasLimit = await transfer.estimateGas(NOBODY, 1n)
    const enough = await (await transfer.send(NOBODY, 1n, { gasLimit })).wait()
    expect(enough?.status).toBe(1)
    const estimate = await transfer.estimateGas(NOBODY, 1n) // cheaper now: the slot is not empty
    const tooLittle = await transfer.send(NOBODY, 1n, { gasLimit: estimate - 1n })
    await expect(tooLittle.wait()).rejects.toMatchObject({ receipt: { status: 0 } })
    provider.destroy()
  })
})
