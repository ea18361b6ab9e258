import type { Chain } from '../../src/chain/chain.ts'
import { createGenesis, type GenesisOptions } from '../../src/chain/genesis/genesis.ts'
import { createMachine } from '../../src/chain/machine.ts'
import { openChain } from '../../src/chain/open-chain.ts'
import {
  type RecoveredTransaction,
  recoverTransaction,
} from '../../src/chain/transaction/recovered-transaction.ts'
import { signTransaction } from '../../src/chain/transaction/sign-transaction.ts'
import { emptyTransaction, type Transaction } from '../../src/chain/transaction/transaction.ts'
import { address } from '../../src/primitives/address.ts'
import { bytes32 } from '../../src/primitives/bytes32.ts'
import { privateKeyToAddress } from '../../src/primitives/secp256k1.ts'
import { MemoryStore, type Store } from '../../src/state/index.ts'
import { type Script, scriptedVm } from './scripted-vm.ts'

export const CHAIN_ID = 1337n
export const ETHER = 10n ** 18n

/** Ten keys, and the accounts they control. */
export const keys = Array.from({ length: 10 }, (_, i) => bytes32(new Uint8Array(32).fill(i + 1)))
export const accounts = keys.map(privateKeyToAddress)

/** An account whose code is script 1. */
export const logger = address(new Uint8Array(20).fill(0x10))

/** Logs its address with one topic, the first 32 bytes of its input. */
const log: Script = (host, { recipient, input }) => {
  const topic = new Uint8Array(32)
  topic.set(input.subarray(0, 32))
  host.emitLog(recipient, input, [bytes32(topic)])
  return {}
}

export interface TestChainOptions extends Partial<GenesisOptions> {
  readonly store?: Store
}

/** A chain in memory: ten accounts with 100 ether each, and a contract that logs. */
export function openTestChain({ store, ...genesis }: TestChainOptions = {}): Promise<Chain> {
  // The system contracts start with CALLER: here they take every hash and have no requests.
  const vm = scriptedVm({ 1: log, 51: () => ({}) })
  return openChain({
    store: store ?? new MemoryStore(),
    machine: createMachine({ ewasm: vm, evm: vm }),
    genesis: createGenesis({
      chainId: CHAIN_ID,
      revision: 'shanghai',
      alloc: [
        ...accounts.map((where) => ({ address: where, balance: 100n * ETHER })),
        { address: logger, nonce: 1n, code: Uint8Array.of(1) },
      ],
      ...genesis,
    }),
  })
}

/** A signed transaction of account `from`: by default one wei to account 9. */
export function signed(
  from: number,
  nonce: bigint,
  changes: Partial<Transaction> = {},
): RecoveredTransaction {
  const transaction: Transaction = {
    ...emptyTransaction,
    type: 'feeMarket',
    chainId: CHAIN_ID,
    nonce,
    to: accounts[9],
    value: 1n,
    gasLimit: 100_000n,
    maxFeePerGas: 10n ** 10n,
    maxPriorityFeePerGas: 10n ** 9n,
    ...changes,
  }
  const key = keys[from]
  if (key === undefined) throw new RangeError(`no account ${from}`)
  const recovery = recoverTransaction(signTransaction(transaction, key), 'shanghai')
  if (!recovery.ok) throw new Error(recovery.refusal.message)
  const { hash, sender } = recovery
  return { transaction: recovery.transaction, hash, sender }
}

/** Makes the next block, one second after the head. */
export function produce(chain: Chain, transactions: readonly RecoveredTransaction[] = []) {
  return chain.produce(chain.nextContext(chain.head.header.timestamp + 1n), transactions)
}
