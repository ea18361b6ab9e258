import { createBlock } from '@ethereumjs/block'
import { Hardfork } from '@ethereumjs/common'
import { createTx } from '@ethereumjs/tx'
import { bytesToHex } from '@ethereumjs/util'
import { buildBlock, runBlock, type VM } from '@ethereumjs/vm'
import { expect, it } from 'vitest'
import { toHex } from '../../src/primitives/hex.ts'
import { CodeBuilder } from '../fuzz-evm/code-builder.ts'
import { CONTRACT, funded, SENDER_KEY } from './pair-transactions.ts'
import { createVmPair } from './vm-pair.ts'

/** Where the end of a block calls contracts (EIP-7002, EIP-7251). */
const requestContracts = [
  '0x00000961ef480eb55e80d19ad83579a64c007002',
  '0x0000bbddc7ce488642fb579f8b00f3a590007251',
]

/** Counts its calls and answers with what it was called with. */
const counter = new CodeBuilder()
  .push(0)
  .op('SLOAD')
  .push(1)
  .op('ADD')
  .push(0)
  .op('SSTORE', 'CALLDATASIZE')
  .operands(0, 0)
  .op('CALLDATACOPY', 'CALLDATASIZE')
  .push(0)
  .op('RETURN')
  .bytes()

it('whole blocks are the same, with system calls and withdrawals', {
  timeout: 60_000,
}, async () => {
  const contracts = [CONTRACT, ...requestContracts].map((address) => ({
    address,
    nonce: 1n,
    code: toHex(counter),
  }))
  const { own, theirs } = await createVmPair(Hardfork.Prague, [...funded, ...contracts])
  const [block, theirBlock] = [await produce(own), await produce(theirs)]
  expect(bytesToHex(block.hash())).toBe(bytesToHex(theirBlock.hash()))
  expect(block.transactions).toHaveLength(3)
  expect(own.evm.messageCounts).toEqual({ own: 3 + requestContracts.length, theirs: 0 })

  // A node that has seen nothing of it gets to the same.
  const { own: other } = await createVmPair(Hardfork.Prague, [...funded, ...contracts])
  const skip = { skipBlockValidation: true, skipHeaderValidation: true }
  const { gasUsed, results } = await runBlock(other, { block: theirBlock, ...skip })
  expect(gasUsed).toBe(theirBlock.header.gasUsed)
  expect(results).toHaveLength(3)
})

async function produce(vm: VM) {
  const { common } = vm
  const stateRoot = await vm.stateManager.getStateRoot()
  const parentBlock = createBlock(
    {
      header: {
        number: 1000n,
        gasLimit: 30_000_000n,
        timestamp: 1_000n,
        baseFeePerGas: 7n,
        stateRoot,
      },
    },
    { common, skipConsensusFormatValidation: true },
  )
  const builder = await buildBlock(vm, {
    parentBlock,
    headerData: { timestamp: 1_012n, parentBeaconBlockRoot: new Uint8Array(32).fill(4) },
    withdrawals: [{ index: 0n, validatorIndex: 1n, address: CONTRACT, amount: 5n }],
    blockOpts: { putBlockIntoBlockchain: false, skipConsensusFormatValidation: true },
  })
  for (const nonce of [0n, 1n, 2n]) {
    const fees = { maxFeePerGas: 20n, maxPriorityFeePerGas: 2n }
    const tx = createTx({ type: 2, to: CONTRACT, nonce, gasLimit: 100_000n, ...fees }, { common })
    await builder.addTransaction(tx.sign(SENDER_KEY))
  }
  return (await builder.build()).block
}
