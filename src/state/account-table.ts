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

/** The accounts that a transaction has seen, in the order in which it first saw them, as columns by account number. */
export class AccountTable {
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
  private readonly table = new ByteTable(ADDRESS_LENGTH)
  private readonly view: StateView

  constructor(view: StateView) {
    this.view = view
  }

  get size(): number {
    return this.table.size
  }

  /** The number of the account at `where`, read from the view when it is seen for the first time. */
  number(where: Address): number {
    const account = this.table.insert(where, 0)
    if (account === this.addresses.length) this.add(where)
    return account
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

  private add(where: Address): void {
    // The caller may write over its bytes, whatever the brand says; one copy per account costs nothing.
    const own = address(where.slice())
    const record = this.view.account(own)
    this.addresses.push(own)
    this.original.push(record)
    this.current.push(record)
    this.flags.push(0)
    this.touchedForGood.push(false)
    this.generations.push(0)
    this.firstSlots.push(NO_SLOT)
    this.lastSlots.push(NO_SLOT)
  }
}
