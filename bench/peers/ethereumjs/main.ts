import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { createEVM, type EVM, type EVMResult } from '@ethereumjs/evm'
import {
  Account,
  bytesToHex,
  createAddressFromString,
  setLengthLeft,
  unpadBytes,
} from '@ethereumjs/util'
import { toBytes32 } from '../../../src/primitives/big-endian.ts'
import { bytesOf, type ProgramText, readPrograms } from '../../evm/program.ts'
import { type Execution, serve } from '../serve.ts'

const hardforks = { London: Hardfork.London, Cancun: Hardfork.Cancun, Osaka: Hardfork.Osaka }

/** @ethereumjs/evm as a peer: `main.ts PROGRAM.json`. */
async function main([path]: readonly string[]): Promise<void> {
  const [program] = path === undefined ? [] : readPrograms(path)
  if (program === undefined) throw new Error('Say which file holds the program.')
  const common = new Common({ chain: Mainnet, hardfork: hardforks[program.fork] })
  const evm = (await createEVM({ common })) as EVM
  await writeState(evm, program)
  await serve(executionOf(evm, program))
}

async function writeState({ stateManager }: EVM, { pre }: ProgramText): Promise<void> {
  for (const [where, { balance, nonce, code, storage }] of Object.entries(pre)) {
    const address = createAddressFromString(where)
    await stateManager.putAccount(address, new Account(BigInt(nonce), BigInt(balance)))
    if (code !== '0x') await stateManager.putCode(address, bytesOf(code))
    for (const [key, value] of Object.entries(storage)) {
      const slot = toBytes32(BigInt(key))
      await stateManager.putStorage(address, slot, unpadBytes(bytesOf(value)))
    }
  }
}

/** A message between a checkpoint and its revert. */
function executionOf(evm: EVM, program: ProgramText): Execution<EVMResult> {
  const { stateManager, journal } = evm
  const warm = [...evm.precompiles.keys(), ...warmAddresses(program)]
  const message = messageOf(program)
  const { gasLimit, floor } = message
  return {
    async execute() {
      await stateManager.checkpoint()
      for (const address of warm) journal.addAlwaysWarmAddress(address)
      const result = await evm.runCall(message)
      journal.cleanJournal()
      evm.transientStorage.clear()
      stateManager.originalStorageCache.clear()
      await stateManager.revert()
      return result
    },
    describe({ execResult }) {
      const spent = BigInt(program.tx.gasLimit) - gasLimit + execResult.executionGasUsed
      const refund = execResult.gasRefund ?? 0n
      const used = spent - (refund < spent / 5n ? refund : spent / 5n)
      return {
        gasUsed: Number(used < floor ? floor : used),
        success: execResult.exceptionError === undefined,
        output: bytesToHex(execResult.returnValue),
        logs: execResult.logs?.length ?? 0,
      }
    },
  }
}

function warmAddresses({ fork, tx, env }: ProgramText): readonly string[] {
  const warm = fork === 'London' ? [tx.caller, tx.to] : [tx.caller, tx.to, env.coinbase]
  return warm.map((address) => address.slice(2))
}

function messageOf(program: ProgramText) {
  const { tx } = program
  const data = bytesOf(tx.data)
  const { intrinsic, floor } = intrinsicGas(program, data)
  return {
    caller: createAddressFromString(tx.caller),
    to: createAddressFromString(tx.to),
    data,
    value: BigInt(tx.value),
    gasLimit: BigInt(tx.gasLimit) - intrinsic,
    gasPrice: BigInt(tx.gasPrice),
    block: blockOf(program),
    floor,
  }
}

/** Yellow Paper, section 6.2; the floor is EIP-7623's. */
function intrinsicGas(
  { fork }: ProgramText,
  data: Uint8Array,
): { readonly intrinsic: bigint; readonly floor: bigint } {
  const zeros = data.filter((byte) => byte === 0).length
  const others = data.length - zeros
  return {
    intrinsic: BigInt(21_000 + 4 * zeros + 16 * others),
    floor: fork === 'Osaka' ? BigInt(21_000 + 10 * (zeros + 4 * others)) : 0n,
  }
}

function blockOf({ env }: ProgramText) {
  return {
    header: {
      number: BigInt(env.number),
      coinbase: createAddressFromString(env.coinbase),
      timestamp: BigInt(env.timestamp),
      difficulty: BigInt(env.difficulty ?? 0),
      prevRandao: setLengthLeft(bytesOf(env.prevRandao ?? '0x00'), 32),
      gasLimit: BigInt(env.gasLimit),
      baseFeePerGas: BigInt(env.baseFee),
      getBlobGasPrice: () => 1n,
    },
  }
}

await main(process.argv.slice(2))
