import type { BlockContext } from '../chain/block-context.ts'
import { DEFAULT_STACK_HEIGHT, ewasmCodeLimits } from '../chain/chain-parameters.ts'
import type { Machine } from '../chain/machine.ts'
import { emptyTransaction, type Transaction } from '../chain/transaction/transaction.ts'
import type { TransactionReceipt } from '../chain/transition/transaction-receipt.ts'
import { transition } from '../chain/transition/transition.ts'
import type { Revision } from '../engine/revision.ts'
import { type Address, address, ZERO_ADDRESS } from '../primitives/address.ts'
import { ZERO_BYTES32 } from '../primitives/bytes32.ts'
import { fromHex } from '../primitives/hex.ts'
import { EMPTY_ACCOUNT, MapView } from '../state/index.ts'
import { FUNDED_BALANCE, fundedAccounts } from './accounts.ts'
import { TransactionRefusedError } from './contract-failure.ts'
import { loadMissing } from './shared-machine.ts'

/** What a message is, before it has a nonce. */
export type SimulatedTransaction = Pick<Transaction, 'to' | 'data' | 'value' | 'gasLimit'>

const REVISION: Revision = 'shanghai'
const SECONDS_PER_BLOCK = 12n

/** A chain in memory with a transaction per block, without hashes, signatures and fees: gas is counted and free. */
export class SimulatedChain {
  readonly #view = new MapView(
    fundedAccounts.map((account) => ({
      address: address(fromHex(account)),
      balance: FUNDED_BALANCE,
    })),
  )
  readonly #machine: Machine
  #number = 1n

  constructor(machine: Machine) {
    this.#machine = machine
  }

  balance(of: Address): bigint {
    return this.#view.account(of)?.balance ?? 0n
  }

  /** Executes a transaction in the next block and keeps what it did. */
  send(sender: Address, message: SimulatedTransaction): Promise<TransactionReceipt> {
    return whenLoaded(() => {
      const { receipt, diff } = this.#execute(sender, message)
      this.#view.apply(diff)
      this.#number += 1n
      return receipt
    })
  }

  /** Executes a transaction as in the next block and forgets what it did. */
  simulate(sender: Address, message: SimulatedTransaction): Promise<TransactionReceipt> {
    return whenLoaded(() => this.#execute(sender, message).receipt)
  }

  #execute(sender: Address, message: SimulatedTransaction) {
    const { nonce } = this.#view.account(sender) ?? EMPTY_ACCOUNT
    const transaction: Transaction = {
      ...emptyTransaction,
      ...message,
      type: 'legacy',
      chainId: undefined,
      nonce,
    }
    const sent = { transaction, sender }
    const result = transition(this.#view, this.#block(), sent, REVISION, this.#machine)
    if (!result.ok) throw new TransactionRefusedError(result.refusal.code, result.refusal.message)
    return result
  }

  #block(): BlockContext {
    return {
      chain: { ...ewasmCodeLimits, chainId: 31337n, stackHeight: DEFAULT_STACK_HEIGHT },
      number: this.#number,
      timestamp: this.#number * SECONDS_PER_BLOCK,
      coinbase: ZERO_ADDRESS,
      gasLimit: 2n ** 63n - 1n,
      prevRandao: ZERO_BYTES32,
      baseFee: 0n,
      blobBaseFee: 1n,
      getBlockHash: () => undefined,
    }
  }
}

/** Does `work` at once, and again where it had to wait for something to be loaded; a failed try has changed nothing. */
async function whenLoaded<Result>(work: () => Result): Promise<Result> {
  for (;;) {
    try {
      return work()
    } catch (thrown) {
      await loadMissing(thrown)
    }
  }
}
