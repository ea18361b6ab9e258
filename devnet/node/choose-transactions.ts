import type { BlockContext } from '../../src/chain/block-context.ts'
import type { RecoveredTransaction } from '../../src/chain/transaction/recovered-transaction.ts'
import { gasPriceOf } from '../../src/chain/transition/gas-price.ts'
import type { Address } from '../../src/primitives/address.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { TransactionPool } from './transaction-pool.ts'

/**
 * The transactions of the pool that fit the next block, best priority fee first, of equal ones the one that came first;
 * those of one sender in the order of their nonces.
 */
export function chooseTransactions(
  pool: TransactionPool,
  context: BlockContext,
  nonceOf: (sender: Address) => bigint,
): readonly RecoveredTransaction[] {
  const chosen: RecoveredTransaction[] = []
  const ready = new Map<string, RecoveredTransaction>() // the next one of each sender, by arrival
  for (const { sender } of pool.transactions()) {
    const next = ready.has(toHex(sender)) ? undefined : pool.find(sender, nonceOf(sender))
    if (next !== undefined) ready.set(toHex(sender), next)
  }
  let gasLeft = context.gasLimit
  for (;;) {
    const best = bestPaying([...ready.values()], context)
    if (best === undefined) return chosen
    const { sender, transaction } = best
    const fits = transaction.gasLimit <= gasLeft && transaction.maxFeePerGas >= context.baseFee
    const following = fits ? pool.find(sender, transaction.nonce + 1n) : undefined
    if (fits) {
      chosen.push(best)
      gasLeft -= transaction.gasLimit
    }
    if (following === undefined) ready.delete(toHex(sender))
    else ready.set(toHex(sender), following)
  }
}

function bestPaying(
  ready: readonly RecoveredTransaction[],
  { baseFee }: BlockContext,
): RecoveredTransaction | undefined {
  const priority = ({ transaction }: RecoveredTransaction) =>
    gasPriceOf(transaction, baseFee).priority
  return ready.reduce<RecoveredTransaction | undefined>(
    (best, next) => (best === undefined || priority(next) > priority(best) ? next : best),
    undefined,
  )
}
