import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { createEVM, type EVM, type InterpreterStep } from '@ethereumjs/evm'
import { SimpleStateManager } from '@ethereumjs/statemanager'
import { Account, bytesToHex, createAddressFromString, hexToBytes } from '@ethereumjs/util'
import { isAtLeast, type Revision } from '../../src/engine/revision.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'
import { FUZZ_COINBASE, FUZZ_SENDER, type FuzzCase, fuzzBlock } from './fuzz-case.ts'
import { type Observation, type ObservedAccount, shortWord } from './observation.ts'

/** The names of @ethereumjs/common. */
// biome-ignore format: table
export const hardforks: Readonly<Record<Revision, Hardfork>> = {
  frontier: Hardfork.Chainstart, homestead: Hardfork.Homestead, tangerineWhistle: Hardfork.TangerineWhistle,
  spuriousDragon: Hardfork.SpuriousDragon, byzantium: Hardfork.Byzantium, constantinople: Hardfork.Constantinople,
  petersburg: Hardfork.Petersburg, istanbul: Hardfork.Istanbul, berlin: Hardfork.Berlin, london: Hardfork.London,
  paris: Hardfork.Paris, shanghai: Hardfork.Shanghai, cancun: Hardfork.Cancun, prague: Hardfork.Prague,
  osaka: Hardfork.Osaka,
}

/** A runner of cases on @ethereumjs/evm; `onStep` is told every instruction. */
export function createPeerRunner(
  onStep?: (step: InterpreterStep) => void,
): (fuzzCase: FuzzCase) => Promise<Observation> {
  const evms = new Map<Revision, EVM>()
  return async (fuzzCase) => {
    const { revision } = fuzzCase
    const evm = evms.get(revision) ?? (await createPeer(revision))
    if (onStep !== undefined && !evms.has(revision)) evm.events.on('step', onStep)
    evms.set(revision, evm)
    return run(evm, fuzzCase)
  }
}

async function createPeer(revision: Revision): Promise<EVM> {
  const common = new Common({ chain: Mainnet, hardfork: hardforks[revision] })
  const stateManager = new SimpleStateManager({ common })
  return (await createEVM({ common, stateManager, blockchain: blockchain as never })) as EVM
}

/** Blocks have their number as hash. */
const blockchain = {
  getBlock: async (number: bigint | number) => ({ hash: () => toBytes32(BigInt(number)) }),
  putBlock: async () => undefined,
  shallowCopy: () => blockchain,
}

const block = {
  header: {
    number: fuzzBlock.number,
    coinbase: createAddressFromString(FUZZ_COINBASE),
    timestamp: fuzzBlock.timestamp,
    difficulty: fuzzBlock.prevRandao,
    prevRandao: toBytes32(fuzzBlock.prevRandao),
    gasLimit: fuzzBlock.gasLimit,
    baseFeePerGas: fuzzBlock.baseFee,
    getBlobGasPrice: () => fuzzBlock.blobBaseFee,
  },
}

async function run(evm: EVM, fuzzCase: FuzzCase): Promise<Observation> {
  const { contracts, revision, gas, value, input, isStatic } = fuzzCase
  await reset(evm, fuzzCase)
  const to = contracts[0]?.address ?? FUZZ_COINBASE
  for (const warm of [...evm.precompiles.keys(), FUZZ_SENDER.slice(2), to.slice(2)]) {
    evm.journal.addAlwaysWarmAddress(warm)
  }
  const { execResult } = await evm.runCall({
    block,
    caller: createAddressFromString(FUZZ_SENDER),
    origin: createAddressFromString(FUZZ_SENDER),
    to: createAddressFromString(to),
    gasLimit: BigInt(gas),
    gasPrice: fuzzBlock.gasPrice,
    value: BigInt(value),
    data: hexToBytes(input as `0x${string}`),
    isStatic,
  })
  if (execResult.exceptionError === undefined) await endAccounts(evm, execResult, revision)
  await evm.journal.cleanup()
  return { ...outcomeOf(execResult, gas), accounts: accountsAfter(stateOf(evm)) }
}

type ExecResult = Awaited<ReturnType<EVM['runCall']>>['execResult']

function stateOf({ stateManager }: EVM): SimpleStateManager {
  return stateManager as unknown as SimpleStateManager
}

async function reset(evm: EVM, { contracts }: FuzzCase): Promise<void> {
  const state = stateOf(evm)
  for (const stack of [state.accountStack, state.codeStack, state.storageStack]) {
    stack.splice(0, stack.length, new Map())
  }
  state.originalStorageCache.clear()
  evm.journal.cleanJournal()
  evm.transientStorage.clear()
  // `runCall` counts the sender's nonce up, which is the transaction's business on our side.
  await state.putAccount(createAddressFromString(FUZZ_SENDER), new Account(0n, 10n ** 18n))
  for (const { address, balance, code, storage } of contracts) {
    const where = createAddressFromString(address)
    await state.putAccount(where, new Account(1n, BigInt(balance)))
    await state.putCode(where, fromHex(code))
    for (const [key, word] of Object.entries(storage)) {
      await state.putStorage(where, toBytes32(BigInt(key)), toBytes32(BigInt(word)))
    }
  }
}

/** What the end of a transaction does to accounts that destructed themselves (EIP-6780). */
async function endAccounts(evm: EVM, result: ExecResult, revision: Revision): Promise<void> {
  for (const [where] of result.selfdestruct ?? []) {
    const isDeleted = !isAtLeast(revision, 'cancun') || result.createdAddresses?.has(where)
    if (isDeleted === true) await evm.journal.deleteAccount(createAddressFromString(where))
  }
}

function outcomeOf(result: ExecResult, gas: string): Omit<Observation, 'accounts'> {
  const { exceptionError, executionGasUsed, gasRefund = 0n, returnValue, logs = [] } = result
  const failed = exceptionError?.error === 'revert' ? 'revert' : 'failure'
  const status = exceptionError === undefined ? 'success' : failed
  return {
    status,
    gasLeft: String(BigInt(gas) - executionGasUsed),
    gasRefund: String(status === 'success' ? gasRefund : 0n),
    output: status === 'failure' ? '0x' : bytesToHex(returnValue),
    logs:
      status === 'success'
        ? logs.map(([where, topics, data]) => [where, ...topics, data].map(toHex).join(' '))
        : [],
  }
}

function accountsAfter(state: SimpleStateManager): Record<string, ObservedAccount> {
  const [accounts, codes, slots] = [state.accountStack, state.codeStack, state.storageStack].map(
    (stack) => stack.at(-1),
  ) as [Map<string, Account | undefined>, Map<string, Uint8Array>, Map<string, Uint8Array>]
  const storages = new Map<string, Record<string, string>>()
  for (const [name, value] of slots) {
    const [where = '', key = '0x'] = name.split('_')
    const storage = storages.get(where) ?? {}
    const word = shortWord(value)
    if (word !== '0x0') storage[shortWord(fromHex(key))] = word
    storages.set(where, storage)
  }
  return Object.fromEntries(
    [...accounts].flatMap(([where, account]) => {
      if (account === undefined) return []
      const code = toHex(codes.get(where) ?? new Uint8Array())
      const { nonce, balance } = account
      const storage = storages.get(where) ?? {}
      return [[where, { nonce: String(nonce), balance: String(balance), code, storage }]]
    }),
  )
}
