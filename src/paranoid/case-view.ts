import type { Address } from '../primitives/address.ts'
import { type CodeHash, ZERO_BYTES32 } from '../primitives/bytes32.ts'
import { toHex } from '../primitives/hex.ts'
import { type Account, CodeMissingError, type StateView } from '../state/index.ts'
import type { CaseAccount } from './transaction-case.ts'

/** The state of a case: there is nothing in it but what is written there. */
export class CaseView implements StateView {
  readonly #accounts: ReadonlyMap<string, CaseAccount>

  constructor(accounts: readonly CaseAccount[]) {
    this.#accounts = new Map(accounts.map((account) => [toHex(account.address), account]))
  }

  account(where: Address): Account | undefined {
    return this.#accounts.get(toHex(where))?.account
  }

  storage(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const wanted = toHex(key.subarray(keyOffset, keyOffset + 32))
    const { slots = [] } = this.#accounts.get(toHex(where)) ?? {}
    const slot = slots.find((candidate) => toHex(candidate.key) === wanted)
    target.set(slot?.value ?? ZERO_BYTES32, targetOffset)
  }

  hasStorage(where: Address): boolean {
    return this.#accounts.get(toHex(where))?.hasStorage ?? false
  }

  code(codeHash: CodeHash): Uint8Array {
    const wanted = toHex(codeHash)
    for (const { account, code } of this.#accounts.values()) {
      if (code !== undefined && account && toHex(account.codeHash) === wanted) return code
    }
    throw new CodeMissingError(codeHash)
  }
}
