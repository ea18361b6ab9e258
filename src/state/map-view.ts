import type { Address } from '../primitives/address.ts'
import { type Bytes32, type CodeHash, ZERO_BYTES32 } from '../primitives/bytes32.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { toHex } from '../primitives/hex.ts'
import type { Account } from './account.ts'
import { type AllocatedAccount, diffOfAllocation } from './allocation.ts'
import { CodeMissingError } from './code-missing-error.ts'
import { EMPTY_CODE } from './contract-code.ts'
import type { StateDiff } from './state-diff.ts'
import type { StateView } from './state-view.ts'

/** A state in plain maps by hex text: for tests and for executions against a state that is thrown away. */
export class MapView implements StateView {
  readonly accounts = new Map<string, Account>()
  /** By address, then by key; no slot in it is zero. */
  readonly slots = new Map<string, Map<string, Bytes32>>()
  readonly codes = new Map<string, Uint8Array>([[toHex(EMPTY_CODE.hash), EMPTY_CODE.bytes]])

  constructor(allocation: readonly AllocatedAccount[] = []) {
    this.apply(diffOfAllocation(allocation))
  }

  account(address: Address): Account | undefined {
    return this.accounts.get(toHex(address))
  }

  storage(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const name = toHex(key.subarray(keyOffset, keyOffset + 32))
    target.set(this.slots.get(toHex(address))?.get(name) ?? ZERO_BYTES32, targetOffset)
  }

  hasStorage(address: Address): boolean {
    return (this.slots.get(toHex(address))?.size ?? 0) > 0
  }

  code(codeHash: CodeHash): Uint8Array {
    const code = this.codes.get(toHex(codeHash))
    if (code === undefined) throw new CodeMissingError(codeHash)
    return code
  }

  /** Makes the changes of `diff`. */
  apply(diff: StateDiff): void {
    for (const { hash, code } of diff.codes) this.codes.set(toHex(hash), code)
    for (const { address, account, storageCleared, storage } of diff.accounts) {
      const name = toHex(address)
      if (account === undefined) this.accounts.delete(name)
      else this.accounts.set(name, account)

      const slots = (storageCleared ? undefined : this.slots.get(name)) ?? new Map()
      for (const { key, value } of storage) {
        if (equalBytes(value, ZERO_BYTES32)) slots.delete(toHex(key))
        else slots.set(toHex(key), value)
      }
      this.slots.set(name, slots)
    }
  }
}
