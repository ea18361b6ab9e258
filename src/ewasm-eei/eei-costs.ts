import { isAtLeast, type Revision, revisions } from '../engine/revision.ts'
import { type StorageStoreCosts, storageStoreCosts } from '../engine/storage-store-costs.ts'

/** Gas of the EEI's functions at one revision, in units of gas. A word is 32 bytes. */
export interface EeiCosts {
  /** Functions that read a small fact. */
  readonly base: number
  /** Copies of call data, code and return data, before their words. */
  readonly copy: number
  readonly copyWord: number
  readonly balance: number
  readonly externalCode: number
  readonly blockHash: number
  readonly storageLoad: number
  readonly storageStore: StorageStoreCosts
  /** A write needs more gas left than this (EIP-2200). */
  readonly storageStoreSentry: number
  readonly log: number
  readonly logTopic: number
  readonly logByte: number
  readonly call: number
  readonly callValue: number
  readonly callNewAccount: number
  /** What the callee gets on top when value is moved. */
  readonly callStipend: number
  /** What the callee of callDelegate gets on top when the frame's own value is not zero. */
  readonly delegateStipend: number
  readonly create: number
  readonly create2Word: number
  readonly initCodeWord: number
  readonly selfDestruct: number
  readonly selfDestructRefund: number
  /** Surcharges of the first access in a transaction (EIP-2929). */
  readonly coldAccount: number
  readonly coldSelfDestruct: number
  readonly coldStorageLoad: number
  readonly coldStorageStore: number
}

/** Hera's schedule, which is the EVM's of Byzantium but for `blockHash`. */
const byzantium: EeiCosts = {
  base: 2,
  copy: 3,
  copyWord: 3,
  balance: 400,
  externalCode: 700,
  blockHash: 800,
  storageLoad: 200,
  storageStore: storageStoreCosts('byzantium'),
  storageStoreSentry: 0,
  log: 375,
  logTopic: 375,
  logByte: 8,
  call: 700,
  callValue: 9000,
  callNewAccount: 25000,
  callStipend: 2300,
  delegateStipend: 0,
  create: 32000,
  create2Word: 6, // EIP-1014
  initCodeWord: 0,
  selfDestruct: 5000,
  selfDestructRefund: 24000,
  coldAccount: 0,
  coldSelfDestruct: 0,
  coldStorageLoad: 0,
  coldStorageStore: 0,
}

/** What a revision changed; later ones inherit. */
const changes: Partial<Record<Revision, Partial<EeiCosts>>> = {
  // EIP-1884, EIP-2200
  istanbul: { balance: 700, storageLoad: 800, storageStoreSentry: 2300 },
  // EIP-2929: a warm access costs 100, the first 2600 for an account and 2100 for a slot.
  berlin: {
    balance: 100,
    externalCode: 100,
    call: 100,
    storageLoad: 100,
    coldAccount: 2500,
    coldSelfDestruct: 2600,
    coldStorageLoad: 2000,
    coldStorageStore: 2100,
  },
  london: { selfDestructRefund: 0 }, // EIP-3529
  shanghai: { initCodeWord: 2 }, // EIP-3860
}

/**
 * What only one gas schedule has. Hera gives the stipend whenever a message carries value, also one that callDelegate
 * merely inherits, which mints gas: harmless only under a schedule that does not meter instructions at all.
 */
const scheduleChanges: Readonly<Record<string, Partial<EeiCosts>>> = {
  hera: { delegateStipend: 2300 },
}

/** The costs under a gas schedule by revision; undefined for revisions before Byzantium, which have no Ewasm. */
export type EeiCostTable = Readonly<Record<Revision, EeiCosts | undefined>>

/** Builds the table for a gas schedule's name: EEI costs are the same in all but for what `hera` does differently. */
export function eeiCostTable(scheduleName: string): EeiCostTable {
  const table: Partial<Record<Revision, EeiCosts | undefined>> = {}
  let inherited: EeiCosts = { ...byzantium, ...scheduleChanges[scheduleName] }
  for (const revision of revisions) {
    inherited = {
      ...inherited,
      ...changes[revision],
      storageStore: storageStoreCosts(revision),
    }
    table[revision] = isAtLeast(revision, 'byzantium') ? inherited : undefined
  }
  return table as EeiCostTable
}
