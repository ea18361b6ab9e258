import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ethereumCodeLimits } from '../../src/chain/chain-parameters.ts'
import { emptyTransaction } from '../../src/chain/transaction/transaction.ts'
import { executeTransaction } from '../../src/chain/transition/execute-transaction.ts'
import type { TransactionExecution } from '../../src/chain/transition/execution-watch.ts'
import { TRANSACTION_STACK_UNITS } from '../../src/engine/stack-budget.ts'
import type { Vm } from '../../src/engine/vm.ts'
import { createEvmVm } from '../../src/evm/evm-vm.ts'
import { plainOutcome } from '../../src/paranoid/execute-on-tiers.ts'
import { createParanoidMachine, tierMachines } from '../../src/paranoid/paranoid-machine.ts'
import { replayCase } from '../../src/paranoid/replay-case.ts'
import type { TierDifferenceError } from '../../src/paranoid/tier-difference-error.ts'
import { address, ZERO_ADDRESS } from '../../src/primitives/address.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { ZERO_BYTES32 } from '../../src/primitives/bytes32.ts'
import { MapView } from '../../src/state/index.ts'
import { code } from '../evm/evm-code.ts'
import { CodeBuilder } from '../fuzz-evm/code-builder.ts'

const sender = address(new Uint8Array(20).fill(1))
const contract = address(new Uint8Array(20).fill(2))
const other = address(new Uint8Array(20).fill(3))

/** Reads a slot, another account's code and a block's hash, calls that account, and writes a slot. */
const bytes = new CodeBuilder()
  .push(1)
  .op('SLOAD')
  .push(7)
  .op('BLOCKHASH', 'ADD')
  .push(BigInt(`0x${'03'.repeat(20)}`))
  .op('EXTCODESIZE', 'ADD')
  .push(2)
  .op('SSTORE')
  .operands(0, 0, 0, 0, 0, BigInt(`0x${'03'.repeat(20)}`), 50_000)
  .op('CALL', 'STOP')
  .bytes()

const execution: TransactionExecution = {
  view: new MapView([
    { address: sender, balance: 10n ** 18n },
    { address: contract, code: bytes, storage: [{ key: toBytes32(1n), value: toBytes32(5n) }] },
    { address: other, code: code('PUSH1', 9, 'PUSH1', 1, 'SSTORE') },
  ]),
  block: {
    chain: { chainId: 1n, ...ethereumCodeLimits, stackHeight: TRANSACTION_STACK_UNITS },
    number: 8n,
    timestamp: 1n,
    coinbase: ZERO_ADDRESS,
    gasLimit: 30_000_000n,
    prevRandao: ZERO_BYTES32,
    baseFee: 0n,
    blobBaseFee: 1n,
    getBlockHash: toBytes32,
  },
  sent: {
    sender,
    transaction: {
      ...emptyTransaction,
      type: 'legacy',
      chainId: undefined,
      gasLimit: 500_000n,
      to: contract,
    },
  },
  revision: 'shanghai',
}

/** A compiled tier that takes one gas too much, but not in the first `right` transactions. */
function wrong(evm: Vm, right: number): Vm {
  let transactions = 0
  return {
    ...evm,
    refuseDeployment: (revision, deployed) => evm.refuseDeployment(revision, deployed),
    execute(host, revision, message, ...rest) {
      if (message.depth === 0) transactions += 1
      const result = evm.execute(host, revision, message, ...rest)
      return transactions <= right ? result : { ...result, gasLeft: result.gasLeft - 1n }
    },
  }
}

function run(compiled: Vm) {
  const folder = mkdtempSync(join(tmpdir(), 'gantry-paranoid-'))
  const found: TierDifferenceError[] = []
  const evms = { first: createEvmVm({ tier: 'first' }), compiled }
  const onDifference = (difference: TierDifferenceError): void => void found.push(difference)
  const machine = createParanoidMachine(evms.first, { folder, onDifference }, evms)
  const { view, block, sent, revision } = execution
  for (let i = 0; i < 2; i++) executeTransaction(view, block, sent, revision, machine)
  return { found, files: readdirSync(folder).map((file) => join(folder, file)) }
}

describe('a paranoid machine', () => {
  it('says nothing where the tiers agree', () => {
    const { found, files } = run(createEvmVm({ tier: 'compiled' }))
    expect(found).toEqual([])
    expect(files).toEqual([])
  })

  it.each([
    ['the first transaction', 0],
    ['a transaction whose codes the machines have run before', 1],
  ])('reports a difference in %s, with a file that can be executed alone', async (_, right) => {
    const { found, files } = run(wrong(createEvmVm({ tier: 'compiled' }), right))
    expect(found).toHaveLength(1)
    const [difference] = found
    expect(difference?.differences.join()).toContain('receipt.gasUsed')
    expect(files).toEqual([difference?.file])

    // Everything that the transaction depends on is in the file, and the tiers that there are agree on it.
    const { outcome, differences } = await replayCase(difference?.file ?? '')
    const { first } = tierMachines(createEvmVm())
    expect(outcome).toEqual(plainOutcome(execution, first))
    expect(differences).toEqual([])
  })
})

describe('replayCase', () => {
  it.each(['', '{}', '[1', '"text"', 'null'])('refuses %j', async (text) => {
    const file = join(mkdtempSync(join(tmpdir(), 'gantry-case-')), 'case.json')
    writeFileSync(file, text)
    await expect(replayCase(file)).rejects.toMatchObject({ code: 'UNREADABLE_CASE' })
  })
})
