import { bytes32, type CodeHash } from '../primitives/bytes32.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { type Account, isEmptyAccount, sameAccount } from './account.ts'
import { type AccountTable, accountFlag, NO_SLOT } from './account-table.ts'
import { type ContractCode, EMPTY_CODE } from './contract-code.ts'
import type { SlotTable } from './slot-table.ts'
import type { AccountDiff, SlotDiff, StateDiff } from './state-diff.ts'
import type { StateView } from './state-view.ts'

/** What the end of a transaction depends on beside the state. */
export interface FinishOptions {
  /** From Spurious Dragon on `yes`: accounts that were touched and are empty are deleted (EIP-161). */
  readonly deleteTouchedEmpty: 'yes' | 'no'
  /** Default `yes`. With `no` accounts that are registered for deletion are left to whoever ends the transaction. */
  readonly deleteDestructed?: 'yes' | 'no'
}

/** What the end of a transaction is made of. */
export interface FinishedTables {
  readonly view: StateView
  readonly accounts: AccountTable
  readonly slots: SlotTable
  readonly codeOf: (hash: CodeHash) => ContractCode
}

/** The difference between the view and the tables of a transaction that has ended. */
export function diffOfTransaction(tables: FinishedTables, options: FinishOptions): StateDiff {
  const accounts: AccountDiff[] = []
  const codes: ContractCode[] = []
  for (let account = 0; account < tables.accounts.size; account++) {
    const diff = diffOfAccount(tables, account, options)
    if (diff === undefined) continue
    accounts.push(diff)
    const before = tables.accounts.original[account]?.codeHash
    const after = diff.account?.codeHash ?? EMPTY_CODE.hash
    if (before !== undefined && equalBytes(before, after)) continue
    const code = tables.codeOf(after)
    if (code !== EMPTY_CODE && !codes.includes(code)) codes.push(code)
  }
  return { accounts, codes: codes.map(({ hash, bytes }) => ({ hash, code: bytes })) }
}

function diffOfAccount(
  tables: FinishedTables,
  number: number,
  options: FinishOptions,
): AccountDiff | undefined {
  const { view, accounts } = tables
  const address = accounts.address(number)
  const before = accounts.original[number]
  const account = accountAtEnd(accounts, number, options)
  if (account === undefined) {
    return before && { address, account, storageCleared: true, storage: [] }
  }
  const storage = changedSlots(tables, number)
  const storageCleared =
    before !== undefined && accounts.generations[number] !== 0 && view.hasStorage(address)
  if (!storageCleared && storage.length === 0 && sameAccount(before, account)) return undefined
  const { nonce, balance, codeHash } = account // the view's record may carry more
  return { address, account: { nonce, balance, codeHash }, storageCleared, storage }
}

function accountAtEnd(
  accounts: AccountTable,
  number: number,
  options: FinishOptions,
): Account | undefined {
  const account = accounts.current[number]
  if (account === undefined) return undefined
  const isDestructed = accounts.hasFlag(number, accountFlag.destructed)
  if (isDestructed && options.deleteDestructed !== 'no') return undefined
  const touched =
    accounts.hasFlag(number, accountFlag.touched) || accounts.touchedForGood[number] === true
  const deleted = options.deleteTouchedEmpty === 'yes' && touched && isEmptyAccount(account)
  return deleted ? undefined : account
}

function changedSlots({ accounts, slots }: FinishedTables, account: number): SlotDiff[] {
  const changed: SlotDiff[] = []
  if (accounts.firstSlots[account] === NO_SLOT) return changed
  for (const slot of slots.ofAccount(account)) {
    const value = slots.current[slot] ?? 0
    if (slots.words.equals(slots.original[slot] ?? 0, value)) continue
    changed.push({ key: bytes32(slots.key(slot)), value: bytes32(slots.words.read(value)) })
  }
  return changed
}
