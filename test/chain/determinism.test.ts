import { readFileSync } from 'node:fs'
import { Interface } from 'ethers'
import { describe, expect, it } from 'vitest'
import { encodeBlock } from '../../src/chain/block/block.ts'
import type { Chain } from '../../src/chain/chain.ts'
import { createGenesis } from '../../src/chain/genesis/genesis.ts'
import { createMachine, type Machine } from '../../src/chain/machine.ts'
import { createAddress } from '../../src/chain/message/contract-address.ts'
import { openChain } from '../../src/chain/open-chain.ts'
import { blockOfRecord } from '../../src/chain/store/block-record.ts'
import { createEwasmVm } from '../../src/ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { ZERO_ADDRESS } from '../../src/primitives/address.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'
import { MemoryStore } from '../../src/state/index.ts'
import { accounts, CHAIN_ID, ETHER, produce, signed } from './test-chain.ts'

const counter = JSON.parse(
  readFileSync(new URL('../../fixtures/contracts/Counter.json', import.meta.url), 'utf8'),
) as { readonly abi: []; readonly bytecode: string }
const abi = new Interface(counter.abi)
const contract = createAddress(accounts[0] ?? ZERO_ADDRESS, 0n)

const coldMachine = (): Machine =>
  createMachine({ ewasm: createEwasmVm({ schedule: gasSchedules['ewasm-v1'] }) })

function open(machine: Machine): Promise<Chain> {
  const alloc = accounts.map((where) => ({ address: where, balance: 100n * ETHER }))
  const genesis = createGenesis({ chainId: CHAIN_ID, revision: 'shanghai', alloc })
  return openChain({ store: new MemoryStore(), genesis, machine })
}

const gasLimit = 5_000_000n
const deploy = () =>
  signed(0, 0n, { to: undefined, value: 0n, data: fromHex(counter.bytecode), gasLimit })
const increment = fromHex(abi.encodeFunctionData('increment'))
const call = (from: number, nonce: bigint) =>
  signed(from, nonce, { to: contract, value: 0n, data: increment, gasLimit })

describe('a block of Ewasm contracts', () => {
  it('gives the same bytes on a machine that knows the code and on one that does not', async () => {
    const warm = coldMachine()
    const maker = await open(warm)
    const first = await produce(maker, [deploy(), call(1, 0n)])
    const second = await produce(maker, [call(1, 1n), call(2, 0n), call(1, 2n)])
    expect(first.receipts.map(({ succeeded }) => succeeded)).toEqual([true, true])
    expect(second.receipts.map(({ logs }) => logs.length)).toEqual([1, 1, 1])
    const counted = second.receipts.map(({ logs: [log] }) =>
      toHex(log?.data.slice(-1) ?? new Uint8Array()),
    )
    expect(counted).toEqual(['0x02', '0x03', '0x04'])

    for (const machine of [warm, coldMachine()]) {
      const taker = await open(machine)
      for (const { block, receipts } of [first, second]) {
        const bytes = encodeBlock(blockOfRecord(block))
        const result = await taker.importEncodedBlock(bytes)
        if (!result.ok) throw new Error(result.refusal.message)
        expect(encodeBlock(blockOfRecord(result.block))).toEqual(bytes)
        expect(result.receipts).toEqual(receipts)
      }
    }
  })

  it('fails for bytecode of the EVM as a contract fails, and goes on', async () => {
    const chain = await open(coldMachine())
    const evm = signed(0, 0n, {
      to: undefined,
      value: 0n,
      data: fromHex('0x6001600055'),
      gasLimit: 100_000n,
    })
    const { receipts } = await produce(chain, [evm, signed(1, 0n)])
    expect(receipts.map(({ succeeded, gasUsed }) => [succeeded, gasUsed])).toEqual([
      [false, 100_000n],
      [true, 21_000n],
    ])
  })
})
