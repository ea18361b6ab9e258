import { type Bytes32, ZERO_BYTES32 } from '../../primitives/bytes32.ts'
import { EMPTY_CODE_HASH } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { type Hex, toHex } from '../../primitives/hex.ts'
import type { Account, AccountDiff, MapView, StateDiff } from '../../state/index.ts'

/**
 * What contract accounts have, as text that two engines can be compared by: `0xaddress balance` → `7`. What is zero is not in it, so
 * an account that is empty is the same as none.
 */
export type ObservedState = ReadonlyMap<string, string>

/** Collects what accounts have. */
export class StateObserver {
  readonly #facts = new Map<string, string>()

  get facts(): ObservedState {
    return this.#facts
  }

  account(address: Hex, { nonce, balance, codeHash }: Account): void {
    if (nonce !== 0n) this.#facts.set(`${address} nonce`, String(nonce))
    if (balance !== 0n) this.#facts.set(`${address} balance`, String(balance))
    if (equalBytes(codeHash, EMPTY_CODE_HASH) || equalBytes(codeHash, ZERO_BYTES32)) return
    this.#facts.set(`${address} code`, toHex(codeHash))
  }

  slot(address: Hex, key: Hex, value: Bytes32): void {
    if (!equalBytes(value, ZERO_BYTES32)) this.#facts.set(`${address} slot ${key}`, toHex(value))
  }
}

/** The state after `diff`. */
export function observeAfter(view: MapView, diff: StateDiff): ObservedState {
  const observer = new StateObserver()
  const changed = new Map<string, AccountDiff>(
    diff.accounts.map((change) => [toHex(change.address), change]),
  )
  for (const [name, account] of view.accounts) {
    if (!changed.has(name)) observer.account(name as Hex, account)
  }
  for (const [name, slots] of view.slots) {
    if (changed.get(name)?.storageCleared === true) continue
    const later = new Set(changed.get(name)?.storage.map(({ key }) => toHex(key)))
    for (const [key, value] of slots) {
      if (!later.has(key as Hex)) observer.slot(name as Hex, key as Hex, value)
    }
  }
  for (const [name, { account, storage }] of changed) {
    if (account !== undefined) observer.account(name as Hex, account)
    for (const { key, value } of storage) observer.slot(name as Hex, toHex(key), value)
  }
  return observer.facts
}

/** The first fact in which two states differ, undefined where there is none. */
export function firstDifference(
  expected: ObservedState,
  actual: ObservedState,
): string | undefined {
  for (const name of [...new Set([...expected.keys(), ...actual.keys()])].sort()) {
    const [wanted, got] = [expected.get(name) ?? '0', actual.get(name) ?? '0']
    if (wanted !== got) return `${name}: expected ${wanted}, got ${got}`
  }
  return undefined
}
