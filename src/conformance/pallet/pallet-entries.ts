import { address } from '../../primitives/address.ts'
import { type Bytes32, bytes32 } from '../../primitives/bytes32.ts'
import { EMPTY_CODE_HASH } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { fromHex, type Hex, toHex } from '../../primitives/hex.ts'
import { ScaleWriter } from '../../primitives/scale/scale-writer.ts'
import type { MapView } from '../../state/index.ts'
import { nameHash, storageMapKey, storagePrefix } from '../../substrate-host/hashing/storage-key.ts'
import type { StorageChange } from '../../substrate-host/storage-changes.ts'
import {
  type ContractRules,
  writeContractRules,
} from '../../substrate-pallet-bridge/message/contract-rules.ts'
import {
  decodePalletAccount,
  encodePalletAccount,
} from '../../substrate-pallet-bridge/message/pallet-account.ts'
import { type PalletKeys, palletKeysOf } from '../../substrate-pallet-bridge/storage/pallet-keys.ts'
import { type ObservedState, StateObserver } from './observed-state.ts'

/** The pallet of the development runtime. */
const PALLET = 'Ewasm'
const keys: PalletKeys = palletKeysOf(PALLET)
const referencesPrefix = storagePrefix(PALLET, 'CodeReferences')
const NO_CODE = bytes32(new Uint8Array(32))
const EXISTENTIAL_DEPOSIT = 10n ** 9n
/** pallet-balances: this account's data has the form of later versions. */
const NEW_LOGIC = 1n << 127n

/** The entry by which the development runtime has other rules than its own. */
export function rulesEntry(rules: ContractRules): StorageChange {
  const writer = new ScaleWriter()
  writeContractRules(writer, rules)
  return { key: nameHash(':ContractRules:'), value: writer.take() }
}

/** What the chain's storage has to hold so that the pallet has these accounts. */
export function palletEntries(view: MapView): readonly StorageChange[] {
  const entries: StorageChange[] = []
  const references = new Map<string, bigint>()
  let backing = EXISTENTIAL_DEPOSIT
  for (const [name, { nonce, balance, codeHash }] of view.accounts) {
    const where = address(fromHex(name))
    const hasCode = !equalBytes(codeHash, EMPTY_CODE_HASH)
    const account = { nonce, balance, codeHash: hasCode ? codeHash : NO_CODE }
    entries.push({ key: keys.account(where), value: encodePalletAccount(account) })
    backing += balance
    if (hasCode) references.set(toHex(codeHash), (references.get(toHex(codeHash)) ?? 0n) + 1n)
    for (const [key, value] of view.slots.get(name) ?? []) {
      entries.push({ key: keys.slot(keys.slots(where), fromHex(key), 0), value })
    }
  }
  for (const [name, count] of references) {
    const hash = bytes32(fromHex(name))
    const code = new ScaleWriter().bytes(view.code(hash)).take()
    entries.push({ key: keys.code(hash), value: code })
    const countKey = storageMapKey(referencesPrefix, hash)
    entries.push({ key: countKey, value: new ScaleWriter().u64(count).take() })
  }
  return [...entries, ...backingEntries(backing)]
}

/** What the accounts of the pallet have, of these entries of the storage. */
export function observeEntries(entries: ReadonlyMap<string, Uint8Array>): ObservedState {
  const observer = new StateObserver()
  const accounts = toHex(storagePrefix(PALLET, 'Accounts'))
  const slots = toHex(storagePrefix(PALLET, 'AccountStorages'))
  for (const [name, value] of entries) {
    const key = fromHex(name)
    // Behind 32 bytes of prefix and 16 of hash: the address, then 16 of hash and the slot's key.
    const where = toHex(key.subarray(48, 68))
    if (name.startsWith(accounts)) observer.account(where, decodePalletAccount(value))
    if (name.startsWith(slots)) observer.slot(where, toHex(key.subarray(84)), word(value))
  }
  return observer.facts
}

/** The pot, which backs the balances of contract accounts, and the total issuance with it. */
function backingEntries(backing: bigint): readonly StorageChange[] {
  const pot = new Uint8Array(32)
  pot.set(new TextEncoder().encode('modlgtyewasm'))
  const account = new ScaleWriter()
    .u32(0)
    .u32(0)
    .u32(1) // a provider: its balance
    .u32(0)
    .u128(backing)
    .u128(0n)
    .u128(0n)
    .u128(NEW_LOGIC)
    .take()
  const key = storageMapKey(storagePrefix('System', 'Account'), pot)
  // More than the other accounts have too, whatever that is: only differences are looked at.
  const issuance = new ScaleWriter().u128(backing * 2n + (1n << 100n)).take()
  return [
    { key, value: account },
    { key: storagePrefix('Balances', 'TotalIssuance'), value: issuance },
  ]
}

function word(value: Uint8Array): Bytes32 {
  return bytes32(value)
}

/** The hex text of a key, as `observeEntries` has it. */
export function entryName(key: Uint8Array): Hex {
  return toHex(key)
}
