import { ethereumCodeLimits } from '../../../src/chain/chain-parameters.ts'
import { createMachine } from '../../../src/chain/machine.ts'
import { emptyTransaction } from '../../../src/chain/transaction/transaction.ts'
import { checkSender } from '../../../src/chain/transition/check-sender.ts'
import { executeTransaction } from '../../../src/chain/transition/execute-transaction.ts'
import type { TransactionReceipt } from '../../../src/chain/transition/transaction-receipt.ts'
import { TRANSACTION_STACK_UNITS } from '../../../src/engine/stack-budget.ts'
import type { Vm } from '../../../src/engine/vm.ts'
import { createEvmVm } from '../../../src/evm/evm-vm.ts'
import { preparePrecompiles } from '../../../src/precompiles/prepare-precompiles.ts'
import { toBytes32 } from '../../../src/primitives/big-endian.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import {
  accountsOf,
  addressOf,
  bytesOf,
  type ProgramText,
  readPrograms,
} from '../../evm/program.ts'
import { type Execution, serve } from '../serve.ts'
import { ProgramView } from './program-view.ts'

/** The tiers by name. */
const tiers: Readonly<Record<string, () => Vm>> = {
  first: () => createEvmVm({ tier: 'first' }),
  compiled: () => createEvmVm({ tier: 'compiled' }),
}

/** This engine as a peer: `main.ts TIER PROGRAM.json`. */
async function main([tier = '', path]: readonly string[]): Promise<void> {
  const [program] = path === undefined ? [] : readPrograms(path)
  const evm = tiers[tier]?.()
  if (program === undefined || evm === undefined) throw new Error('Say which tier and which file.')
  await preparePrecompiles()
  await serve(executionOf(evm, program))
}

/** A whole transaction: what `transition` does but for the checks that a program's gas limit fails (EIP-7825). */
function executionOf(evm: Vm, program: ProgramText): Execution<TransactionReceipt> {
  const machine = createMachine({ ewasm: evm, evm })
  const view = new ProgramView(accountsOf(program))
  const block = blockOf(program)
  const sent = sentOf(program)
  const revision = revisions[program.fork]
  return {
    execute() {
      const refusal = checkSender(view, block, sent, revision)
      if (refusal !== undefined) throw new Error(refusal.message)
      return executeTransaction(view, block, sent, revision, machine).receipt
    },
    describe: ({ gasUsed, statusCode, output, logs }) => ({
      gasUsed: Number(gasUsed),
      success: statusCode === 0,
      output: toHex(output),
      logs: logs.length,
    }),
  }
}

const revisions = { London: 'london', Cancun: 'cancun', Osaka: 'osaka' } as const

function blockOf({ env, tx }: ProgramText): Parameters<typeof executeTransaction>[1] {
  const gasLimits = [env.gasLimit, tx.gasLimit].map(BigInt)
  return {
    chain: { chainId: 1n, ...ethereumCodeLimits, stackHeight: TRANSACTION_STACK_UNITS },
    number: BigInt(env.number),
    timestamp: BigInt(env.timestamp),
    coinbase: addressOf(env.coinbase),
    gasLimit: gasLimits.reduce((most, limit) => (limit > most ? limit : most)),
    prevRandao: toBytes32(BigInt(env.prevRandao ?? 0)),
    baseFee: BigInt(env.baseFee),
    blobBaseFee: 1n,
    getBlockHash: () => undefined,
  }
}

function sentOf({ tx }: ProgramText): Parameters<typeof executeTransaction>[2] {
  const gasPrice = BigInt(tx.gasPrice)
  return {
    sender: addressOf(tx.caller),
    transaction: {
      ...emptyTransaction,
      type: 'legacy',
      chainId: 1n,
      to: addressOf(tx.to),
      data: bytesOf(tx.data),
      value: BigInt(tx.value),
      gasLimit: BigInt(tx.gasLimit),
      maxFeePerGas: gasPrice,
      maxPriorityFeePerGas: gasPrice,
    },
  }
}

await main(process.argv.slice(2))
