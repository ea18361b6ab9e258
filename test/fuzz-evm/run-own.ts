import { ethereumCodeLimits } from '../../src/chain/chain-parameters.ts'
import { createMachine } from '../../src/chain/machine.ts'
import { TransactionHost } from '../../src/chain/message/transaction-host.ts'
import { contractRules } from '../../src/chain/rules/contract-rules.ts'
import type { ExecutionResult } from '../../src/engine/execution-result.ts'
import { TRANSACTION_STACK_UNITS } from '../../src/engine/stack-budget.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import type { Vm } from '../../src/engine/vm.ts'
import { precompileNumbers } from '../../src/precompiles/precompile-table.ts'
import { type Address, address } from '../../src/primitives/address.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'
import { MapView, State } from '../../src/state/index.ts'
import { FUZZ_COINBASE, FUZZ_SENDER, type FuzzCase, fuzzBlock } from './fuzz-case.ts'
import { type Observation, type ObservedAccount, shortWord } from './observation.ts'

/** Runs cases on this engine, one after the other. */
export type CaseRunner = (fuzzCase: FuzzCase) => Observation

/** A runner on a `Vm` for EVM bytecode. Nested calls need a large stack: see `withLargeStack`. */
export function createOwnRunner(evm: Vm): CaseRunner {
  const machine = createMachine({ ewasm: evm, evm })
  return (fuzzCase) => {
    const view = new MapView(accountsOf(fuzzCase))
    const state = new State(view, machine.codes)
    const { revision } = fuzzCase
    const host = new TransactionHost({ state, block, revision, machine, txContext })
    const result = host.call(messageOf(fuzzCase, state))
    const { touchedEmpty } = contractRules[revision]
    view.apply(state.finish({ deleteTouchedEmpty: touchedEmpty === 'deleted' ? 'yes' : 'no' }))
    return {
      ...outcomeOf(result),
      logs: result.statusCode === statusCode.success ? host.logs.map(logText) : [],
      accounts: accountsAfter(view),
    }
  }
}

const sender = addressOf(FUZZ_SENDER)
const chain = {
  chainId: fuzzBlock.chainId,
  ...ethereumCodeLimits,
  stackHeight: TRANSACTION_STACK_UNITS,
}
const block = {
  ...fuzzBlock,
  chain,
  coinbase: addressOf(FUZZ_COINBASE),
  prevRandao: toBytes32(fuzzBlock.prevRandao),
  getBlockHash: (number: bigint) => toBytes32(number),
}
const txContext = {
  ...fuzzBlock,
  origin: sender,
  coinbase: block.coinbase,
  blockNumber: fuzzBlock.number,
  blockGasLimit: fuzzBlock.gasLimit,
  prevRandao: block.prevRandao,
  blobHashes: [],
  maxInitCodeSize: chain.maxInitCodeSize,
}

function addressOf(text: string): Address {
  return address(fromHex(text))
}

function accountsOf({ contracts }: FuzzCase): ConstructorParameters<typeof MapView>[0] {
  return [
    { address: sender, balance: 10n ** 18n, nonce: 1n },
    ...contracts.map(({ address, balance, code, storage }) => ({
      address: addressOf(address),
      balance: BigInt(balance),
      nonce: 1n,
      code: fromHex(code),
      storage: Object.entries(storage).map(([key, value]) => ({
        key: toBytes32(BigInt(key)),
        value: toBytes32(BigInt(value)),
      })),
    })),
  ]
}

/** The message of a transaction, whose sender and recipient are warm (EIP-2929). */
function messageOf(fuzzCase: FuzzCase, state: State) {
  const { contracts, gas, value, input, isStatic, revision } = fuzzCase
  const recipient = addressOf(contracts[0]?.address ?? FUZZ_COINBASE)
  for (const warm of [sender, recipient]) state.warmAccount(warm)
  for (const precompile of precompileNumbers(revision)) {
    const bytes = new Uint8Array(20)
    bytes.set([precompile >> 8, precompile & 0xff], 18)
    state.warmAccount(address(bytes))
  }
  return {
    kind: 'call',
    isStatic,
    depth: 0,
    gas: BigInt(gas),
    recipient,
    sender,
    codeAddress: recipient,
    value: BigInt(value),
    input: fromHex(input),
    create2Salt: undefined,
    stackLeft: TRANSACTION_STACK_UNITS,
  } as const
}

function outcomeOf(result: ExecutionResult) {
  const isSuccess = result.statusCode === statusCode.success
  const isRevert = result.statusCode === statusCode.revert
  const status = isSuccess ? 'success' : isRevert ? 'revert' : 'failure'
  return {
    status,
    gasLeft: String(result.gasLeft),
    gasRefund: String(isSuccess ? result.gasRefund : 0n),
    output: toHex(result.output),
  } as const
}

function logText(log: TransactionHost['logs'][number]): string {
  return [log.address, ...log.topics, log.data].map((part) => toHex(part)).join(' ')
}

function accountsAfter(view: MapView): Record<string, ObservedAccount> {
  const accounts = [...view.accounts].map(([where, { nonce, balance, codeHash }]) => {
    const slots = [...(view.slots.get(where) ?? [])]
    const storage = slots.map(([key, value]) => [shortWord(fromHex(key)), shortWord(value)])
    const code = toHex(view.code(codeHash))
    const account = { nonce: String(nonce), balance: String(balance), code }
    return [where, { ...account, storage: Object.fromEntries(storage) }] as const
  })
  return Object.fromEntries(accounts)
}
