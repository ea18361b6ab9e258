import { getBytes, hexlify, Wallet } from 'ethers'
import { describe, expect, it } from 'vitest'
import { DEV_MNEMONIC, devAccounts } from '../../../devnet/accounts/dev-account.ts'
import { Miner } from '../../../devnet/node/miner.ts'
import { TransactionPool } from '../../../devnet/node/transaction-pool.ts'
import { createGenesis, createMachine, openChain } from '../../../src/chain/index.ts'
import { EngineError, type Vm } from '../../../src/engine/index.ts'
import { address } from '../../../src/primitives/address.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { MemoryStore } from '../../../src/state/index.ts'

/** A virtual machine that breaks down on every contract, as one that runs out of memory does. */
const broken: Vm = {
  execute: () => {
    throw new EngineError('The engine broke down.')
  },
  refuseDeployment: () => undefined,
}
const contract = address(new Uint8Array(20).fill(0xcc))
const accounts = devAccounts(DEV_MNEMONIC, 2)
const wallets = accounts.map(({ privateKey }) => new Wallet(hexlify(privateKey)))

async function setUp(mode: 'instant' | 'interval') {
  const code = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
  const genesis = createGenesis({
    chainId: 1n,
    revision: 'shanghai',
    alloc: [
      ...accounts.map((account) => ({ address: account.address, balance: 10n ** 20n })),
      { address: contract, code },
    ],
  })
  const machine = createMachine({ ewasm: broken })
  const chain = await openChain({ store: new MemoryStore(), genesis, machine })
  const pool = new TransactionPool()
  const dropped: string[] = []
  const onDropped = (_hash: unknown, reason: string) => dropped.push(reason)
  const miner = new Miner({
    chain,
    pool,
    clock: () => 5n,
    mode,
    onAccepted: () => undefined,
    onDropped,
  })
  const send = async (wallet: Wallet | undefined, to: string, changes: object = {}) => {
    const gas = { gasLimit: 100_000n, gasPrice: 10n ** 10n }
    const fields = { type: 0, chainId: 1n, nonce: 0, to, ...gas, ...changes }
    return miner.submit(getBytes((await wallet?.signTransaction(fields)) ?? '0x'))
  }
  return { chain, pool, miner, dropped, send }
}

it('loses only the transaction that the engine failed on', async () => {
  const { chain, pool, miner, dropped, send } = await setUp('interval')
  await send(wallets[0], toHex(contract))
  const transfer = await send(wallets[1], `0x${'11'.repeat(20)}`)
  await miner.mine()
  expect(chain.placeOf(transfer)?.block.header.number).toBe(1n)
  expect(dropped).toEqual([expect.stringContaining('The engine broke down.')])
  expect(pool.size).toBe(0)
})

it('tells the sender that the engine failed, and leaves the chain as it was', async () => {
  const { chain, pool, send } = await setUp('instant')
  await expect(send(wallets[0], toHex(contract))).rejects.toThrow('The engine broke down.')
  expect(chain.head.header.number).toBe(0n)
  expect(pool.size).toBe(0)
  await send(wallets[0], `0x${'11'.repeat(20)}`) // the nonce was not used
  expect(chain.head.header.number).toBe(1n)
})

describe('the balance that waiting transactions need, as in go-ethereum', () => {
  const anyone = `0x${'11'.repeat(20)}`
  const cost = 10n ** 15n // of the gas of one
  const most = 10n ** 20n - cost

  it('is their sum', async () => {
    const { pool, send } = await setUp('interval')
    const half = most / 2n
    await send(wallets[0], anyone, { value: half })
    await expect(send(wallets[0], anyone, { nonce: 1, value: half })).rejects.toThrow(
      /^insufficient funds for gas \* price \+ value: .* and those that wait \d+ wei/,
    )
    await send(wallets[0], anyone, { nonce: 1, value: half - cost })
    expect(pool.size).toBe(2)
  })

  it('does not count the one that is replaced', async () => {
    const { pool, send } = await setUp('interval')
    await send(wallets[0], anyone, { value: most })
    const gasPrice = 11n * 10n ** 9n
    await send(wallets[0], anyone, { value: most - cost, gasPrice })
    expect(pool.size).toBe(1)
  })

  it('does not count those behind a gap, which may never be mined', async () => {
    const { pool, send } = await setUp('interval')
    await send(wallets[0], anyone, { nonce: 5, value: most })
    await send(wallets[0], anyone, { nonce: 0, value: most })
    expect(pool.size).toBe(2)
  })
})
