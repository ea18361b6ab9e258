import { isAtLeast, type Revision, revisions } from '../engine/revision.ts'
import { type StorageStoreCosts, storageStoreCosts } from '../engine/storage-store-costs.ts'

/** What opcodes cost and do beyond their base gas, at one revision. Gas unless said otherwise. */
export interface EvmRules {
  readonly expByte: number
  /** Surcharges of the first access in a transaction, over the base gas (EIP-2929). */
  readonly coldAccount: number
  readonly coldSlot: number
  readonly coldSelfdestruct: number
  /** Of SSTORE, whose base gas is 0. */
  readonly coldStore: number
  readonly store: StorageStoreCosts
  /** SSTORE needs more gas left than this (EIP-2200). */
  readonly storeSentry: number
  readonly callValue: number
  readonly callStipend: number
  readonly newAccount: number
  /** Which calls pay for a new account: all to one that does not exist, or those with value (EIP-161). */
  readonly newAccountCall: 'any' | 'withValue'
  /** Whether SELFDESTRUCT pays for a new beneficiary: never, always (EIP-150), or when it gets something (EIP-161). */
  readonly newBeneficiary: 'free' | 'any' | 'withValue'
  readonly selfdestructRefund: number
  /** What a call may pass on: what it asks for, or at most all but one 64th (EIP-150). */
  readonly forwarding: 'all' | 'allButOne64th'
  readonly initCodeWord: number
  /** Whether the chain's limit on init code holds for CREATE (EIP-3860). */
  readonly initCodeSize: 'free' | 'limited'
  /** Whether code may name another account's (EIP-7702). */
  readonly delegation: 'none' | 'resolved'
}

type Change = Partial<Omit<EvmRules, 'store'>>

/** A revision states only what it changed. */
// biome-ignore format: table
const changes: { readonly frontier: Required<Change> } & Readonly<Partial<Record<Revision, Change>>> = {
  frontier: {
    expByte: 10, coldAccount: 0, coldSlot: 0, coldSelfdestruct: 0, coldStore: 0, storeSentry: 0,
    callValue: 9000, callStipend: 2300, newAccount: 25000, newAccountCall: 'any', newBeneficiary: 'free',
    selfdestructRefund: 24000, forwarding: 'all', initCodeWord: 0, initCodeSize: 'free',
    delegation: 'none',
  },
  tangerineWhistle: { newBeneficiary: 'any', forwarding: 'allButOne64th' }, // EIP-150
  spuriousDragon:   { expByte: 50, newAccountCall: 'withValue', newBeneficiary: 'withValue' }, // EIP-160, EIP-161
  istanbul:         { storeSentry: 2300 }, // EIP-2200
  berlin:           { coldAccount: 2500, coldSlot: 2000, coldSelfdestruct: 2600, coldStore: 2100 }, // EIP-2929
  london:           { selfdestructRefund: 0 }, // EIP-3529
  shanghai:         { initCodeWord: 2, initCodeSize: 'limited' }, // EIP-3860
  prague:           { delegation: 'resolved' }, // EIP-7702
}

/** The rules of `revision`. */
export function evmRules(revision: Revision): EvmRules {
  const rows = revisions
    .filter((since) => isAtLeast(revision, since))
    .map((since) => changes[since] ?? {})
  return Object.assign({}, changes.frontier, ...rows, { store: storageStoreCosts(revision) })
}
