import type { Address } from '../primitives/address.ts'
import { type Bytes32, bytes32, type CodeHash } from '../primitives/bytes32.ts'
import { EMPTY_CODE_HASH } from '../primitives/empty-hashes.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { toHex } from '../primitives/hex.ts'
import type { Account, StateView } from '../state/index.ts'
import type { CaseAccount } from './transaction-case.ts'

interface ReadAccount {
  readonly address: Address
  readonly account: Account | undefined
  hasStorage: boolean
  readonly slots: Map<string, { readonly key: Bytes32; readonly value: Bytes32 }>
}

/** A view that remembers what was read from it. */
export class RecordingView implements StateView {
  readonly #view: StateView
  readonly #accounts = new Map<string, ReadAccount>()

  constructor(view: StateView) {
    this.#view = view
  }

  account(where: Address): Account | undefined {
    return this.#read(where).account
  }

  storage(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    this.#view.storage(where, key, keyOffset, target, targetOffset)
    const own = bytes32(key.slice(keyOffset, keyOffset + 32))
    const value = bytes32(target.slice(targetOffset, targetOffset + 32))
    this.#read(where).slots.set(toHex(own), { key: own, value })
  }

  hasStorage(where: Address): boolean {
    const hasStorage = this.#view.hasStorage(where)
    this.#read(where).hasStorage = hasStorage
    return hasStorage
  }

  code(codeHash: CodeHash): Uint8Array {
    return this.#view.code(codeHash)
  }

  /** What was read, as accounts of a case: with their codes, which a machine that has run them before does not ask for. */
  accounts(): readonly CaseAccount[] {
    return [...this.#accounts.values()].map(({ address, account, hasStorage, slots }) => ({
      address,
      account,
      code: account && this.#codeOf(account),
      hasStorage,
      slots: [...slots.values()],
    }))
  }

  #codeOf({ codeHash }: Account): Uint8Array | undefined {
    return equalBytes(codeHash, EMPTY_CODE_HASH) ? undefined : this.#view.code(codeHash)
  }

  #read(where: Address): ReadAccount {
    const name = toHex(where)
    const known = this.#accounts.get(name)
    if (known !== undefined) return known
    const account = this.#view.account(where)
    const read = { address: where, account, hasStorage: false, slots: new Map() }
    this.#accounts.set(name, read)
    return read
  }
}
