import { ADDRESS_LENGTH, type Address, address } from '../primitives/address.ts'
import { ByteTable } from '../primitives/byte-table.ts'
import type { Account } from './account.ts'
import type { StateView } from './state-view.ts'

/** What a transaction knows of an account beside its record, as bits. */
export const accountFlag = {
  /** In the set of accessed addresses (EIP-2929). */
  warm: 1,
  /** A candidate for deletion when it is empty at the end (EIP-161). */
  touched: 2,
  /** Made by a create in this transaction (EIP-6780). */
  created: 4,
  /** Registered for deletion. */
  destructed: 8,
} as const

/** End of the list of an account's slots. */
export const NO_SLOT = -1

/**
 * So many accounts are compared one by one, and only those behind them are in a table: most transactions see no more, and
 * half of a small one was hashing addresses.
 */
const FEW_ACCOUNTS = 8

/**
 * The accounts that a transaction has seen, in the order in which it first saw them, as columns by account number. Behind
 * the last account the columns hold what an earlier transaction left.
 */
export class AccountTable {
  size = 0
  readonly addresses: Address[] = []
  /** As the view has it. */
  readonly original: (Account | undefined)[] = []
  readonly current: (Account | undefined)[] = []
  /** Bits of `accountFlag`. */
  readonly flags: number[] = []
  /** Touched in a way that no revert undoes, see `State.touchForGood`. */
  readonly touchedForGood: boolean[] = []
  /** How often the storage was cleared; slots of an earlier generation do not count. */
  readonly generations: number[] = []
  /** The first and the last of the account's slots in the slot table, linked by its `next` column. */
  readonly firstSlots: number[] = []
  readonly lastSlots: number[] = []
  /** The objects that the first few accounts were named by last. Nobody writes over their bytes while the transaction runs. */
  private readonly named: Address[] = []
  /** The accounts behind the first few. */
  private readonly table = new ByteTable(ADDRESS_LENGTH)
  private view: StateView

  constructor(view: StateView) {
    this.view = view
  }

  /** Forgets all accounts. */
  restart(view: StateView): void {
    this.view = view
    this.table.clear()
    this.size = 0
  }

  /** The number of the account at `where`, read from the view when it is seen for the first time. */
  number(where: Address): number {
    const { named } = this
    const few = Math.min(this.size, FEW_ACCOUNTS)
    for (let account = 0; account < few; account++) if (named[account] === where) return account
    return this.look(where, few)
  }

  address(account: number): Address {
    const where = this.addresses[account]
    if (where === undefined) throw new RangeError(`No account has number ${account}.`)
    return where
  }

  /** Whether slots of the account may still be read from the view: it is there and was not cleared since. */
  hasViewStorage(account: number): boolean {
    return this.generations[account] === 0 && this.original[account] !== undefined
  }

  hasFlag(account: number, flag: number): boolean {
    return ((this.flags[account] ?? 0) & flag) !== 0
  }

  private look(where: Address, few: number): number {
    for (let account = 0; account < few; account++) {
      if (!sameFromTheEnd(this.address(account), where)) continue
      this.named[account] = where
      return account
    }
    const account = few < FEW_ACCOUNTS ? few : FEW_ACCOUNTS + this.table.insert(where, 0)
    if (account === this.size) this.add(account, where)
    return account
  }

  private add(account: number, where: Address): void {
    if (account < FEW_ACCOUNTS) this.named[account] = where
    const own = this.ownAddress(account, where)
    const record = this.view.account(own)
    this.size = account + 1
    this.addresses[account] = own
    this.original[account] = record
    this.current[account] = record
    this.flags[account] = 0
    this.touchedForGood[account] = false
    this.generations[account] = 0
    this.firstSlots[account] = NO_SLOT
    this.lastSlots[account] = NO_SLOT
  }

  /** A copy, because the caller may write over its bytes, whatever the brand says. Transactions often begin with the same accounts. */
  private ownAddress(account: number, where: Address): Address {
    const before = this.addresses[account]
    return before !== undefined && sameFromTheEnd(before, where) ? before : address(where.slice())
  }
}

/** Of different addresses most differ in the last byte; precompiles and test accounts nowhere else. */
function sameFromTheEnd(left: Address, right: Address): boolean {
  for (let i = ADDRESS_LENGTH - 1; i >= 0; i--) if (left[i] !== right[i]) return false
  return true
}
