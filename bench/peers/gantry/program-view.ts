import { ByteTable, NOT_FOUND } from '../../../src/primitives/byte-table.ts'
import {
  type Account,
  type AllocatedAccount,
  MapView,
  type StateView,
} from '../../../src/state/index.ts'

/**
 * The state before a program, in hash tables over bytes: what revm's in-memory database is. `MapView` makes hex text of
 * every key, which takes longer than a small transaction.
 */
export class ProgramView implements StateView {
  readonly #addresses = new ByteTable(20)
  readonly #accounts: (Account | undefined)[] = []
  readonly #keys = new ByteTable(32)
  readonly #values: Uint8Array[] = []
  readonly #view: MapView

  constructor(accounts: readonly AllocatedAccount[]) {
    this.#view = new MapView(accounts)
    for (const { address, storage = [] } of accounts) {
      const owner = this.#addresses.insert(address, 0)
      this.#accounts[owner] = this.#view.account(address)
      for (const { key, value } of storage) {
        this.#values[this.#keys.insert(key, 0, owner)] = value
      }
    }
  }

  account(address: Uint8Array): Account | undefined {
    const owner = this.#addresses.find(address, 0)
    return owner === NOT_FOUND ? undefined : this.#accounts[owner]
  }

  storage(
    address: Uint8Array,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const slot = this.#keys.find(key, keyOffset, this.#addresses.find(address, 0))
    const value = slot === NOT_FOUND ? undefined : this.#values[slot]
    if (value === undefined) target.fill(0, targetOffset, targetOffset + 32)
    else target.set(value, targetOffset)
  }

  hasStorage(address: Parameters<StateView['hasStorage']>[0]): boolean {
    return this.#view.hasStorage(address)
  }

  code(codeHash: Parameters<StateView['code']>[0]): Uint8Array {
    return this.#view.code(codeHash)
  }
}
