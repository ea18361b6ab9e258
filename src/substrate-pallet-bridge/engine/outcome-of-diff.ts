import { ZERO_BYTES32 } from '../../primitives/bytes32.ts'
import { EMPTY_CODE_HASH } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import type { Wei } from '../../primitives/quantity.ts'
import type { Account, AccountDiff, StateDiff } from '../../state/index.ts'
import type { PalletAccount } from '../message/pallet-account.ts'
import type { PalletAccountChange, PalletOutcome } from '../message/pallet-outcome.ts'
import type { PalletView } from '../storage/pallet-view.ts'
import { BalanceOverflowError } from './balance-overflow-error.ts'

const BALANCE_END = 1n << 128n

/**
 * The part of an outcome that is a diff: the same for the same diff, whatever order it is in.
 * @throws BalanceOverflowError
 */
export function outcomeOfDiff(
  view: PalletView,
  diff: StateDiff,
): Pick<PalletOutcome, 'accounts' | 'codes' | 'burned'> {
  const accounts = diff.accounts
    .map((change) => changeOf(view, change))
    .sort((left, right) => Buffer.compare(left.address, right.address))
  return { accounts, codes: diff.codes.map(({ code }) => code), burned: burnedBy(view, accounts) }
}

function changeOf(
  view: PalletView,
  { address, account, storageCleared, storage }: AccountDiff,
): PalletAccountChange {
  if (account !== undefined && account.balance >= BALANCE_END) {
    throw new BalanceOverflowError(account.balance, address)
  }
  return {
    address,
    account: account && palletAccountOf(account),
    // The state says so of every account that goes; the pallet would look for slots of each.
    clearsStorage: storageCleared && view.hasStorage(address),
    storage: [...storage].sort((left, right) => Buffer.compare(left.key, right.key)),
  }
}

/** The pallet's zero hash stands for no code. */
function palletAccountOf({ nonce, balance, codeHash }: Account): PalletAccount {
  const hasCode = !equalBytes(codeHash, EMPTY_CODE_HASH)
  return { nonce, balance, codeHash: hasCode ? codeHash : ZERO_BYTES32 }
}

/** What the accounts had before and have no more. */
function burnedBy(view: PalletView, accounts: readonly PalletAccountChange[]): Wei {
  let burned = 0n
  for (const { address, account } of accounts) {
    burned += view.balance(address) - (account?.balance ?? 0n)
  }
  if (burned < 0n) throw new BalanceOverflowError(-burned)
  return burned
}
