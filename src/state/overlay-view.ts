import { ADDRESS_LENGTH, type Address, address } from '../primitives/address.ts'
import { ByteTable, NOT_FOUND } from '../primitives/byte-table.ts'
import { BYTES32_LENGTH, type CodeHash } from '../primitives/bytes32.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { type Account, sameAccount } from './account.ts'
import { OverlayStorage } from './overlay-storage.ts'
import type { AccountDiff, StateDiff } from './state-diff.ts'
import type { StateView } from './state-view.ts'

interface OverlayAccount {
  readonly address: Address
  readonly before: Account | undefined
  after: Account | undefined
  /** Made when a slot is first read or written. */
  storage: OverlayStorage | undefined
}

/**
 * A view with diffs applied on top: what the transactions of a block see of the ones before them.
 *
 * It remembers what it read from the view below, so that each account and slot is read there once, and `diff` compares
 * without reading again. The view below must not change during the life of the overlay.
 */
export class OverlayView implements StateView {
  private readonly below: StateView
  private readonly addresses = new ByteTable(ADDRESS_LENGTH)
  private readonly accounts: OverlayAccount[] = []
  private readonly codeHashes = new ByteTable(BYTES32_LENGTH)
  private readonly codes: { readonly hash: CodeHash; readonly code: Uint8Array }[] = []

  constructor(below: StateView) {
    this.below = below
  }

  account(where: Address): Account | undefined {
    return this.entry(where).after
  }

  storage(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    this.storageOf(this.entry(where)).read(key, keyOffset, target, targetOffset)
  }

  /**
   * Exact but for one case that no transaction can make: an account whose slots below were set to zero one by one,
   * without a clearing, still counts as having storage. Only accounts with neither nonce nor code are asked for, and
   * those have nobody who could write a slot.
   */
  hasStorage(where: Address): boolean {
    const { storage } = this.entry(where)
    if (storage?.anyWritten()) return true
    return !storage?.cleared && this.below.hasStorage(where)
  }

  code(codeHash: CodeHash): Uint8Array {
    const entry = this.codeHashes.find(codeHash, 0)
    const own = entry === NOT_FOUND ? undefined : this.codes[entry]
    return own?.code ?? this.below.code(codeHash)
  }

  /** Applies `diff`, whose changes are relative to this view as it is now. */
  apply(diff: StateDiff): void {
    for (const change of diff.accounts) this.applyAccount(change)
    for (const code of diff.codes) {
      const entry = this.codeHashes.insert(code.hash, 0)
      if (entry === this.codes.length) this.codes.push(code)
    }
  }

  /** Everything applied so far as one diff, relative to the view below. */
  diff(): StateDiff {
    const accounts = this.accounts
      .map((entry) => this.diffOfAccount(entry))
      .filter((diff) => diff !== undefined)
    const isUsed = (hash: CodeHash): boolean =>
      accounts.some(({ account }) => account !== undefined && equalBytes(account.codeHash, hash))
    return { accounts, codes: this.codes.filter(({ hash }) => isUsed(hash)) }
  }

  private applyAccount({ address, account, storageCleared, storage }: AccountDiff): void {
    const entry = this.entry(address)
    entry.after = account
    if (storageCleared) this.storageOf(entry).clear()
    for (const slot of storage) this.storageOf(entry).write(slot)
  }

  private diffOfAccount(entry: OverlayAccount): AccountDiff | undefined {
    const { address, before, after } = entry
    if (after === undefined) {
      return before && { address, account: undefined, storageCleared: true, storage: [] }
    }
    const storage = entry.storage?.changes() ?? []
    const storageCleared = (entry.storage?.cleared ?? false) && this.below.hasStorage(address)
    if (!storageCleared && storage.length === 0 && sameAccount(before, after)) return undefined
    return { address, account: after, storageCleared, storage }
  }

  private entry(where: Address): OverlayAccount {
    const number = this.addresses.insert(where, 0)
    const known = this.accounts[number]
    if (known !== undefined) return known

    const own = address(where.slice())
    const before = this.below.account(own)
    const entry = { address: own, before, after: before, storage: undefined }
    this.accounts.push(entry)
    return entry
  }

  private storageOf(entry: OverlayAccount): OverlayStorage {
    entry.storage ??= new OverlayStorage(this.below, entry.address)
    return entry.storage
  }
}
