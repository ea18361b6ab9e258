import { isAtLeast, type Revision } from './revision.ts'

/** Gas and refund of a storage write by its `StorageStatus`: the index. */
export interface StorageStoreCosts {
  readonly gas: Uint16Array
  /** May be negative: a refund that an earlier write of the transaction earned is taken back. */
  readonly refund: Int16Array
}

/** The parameters of SSTORE, by the Yellow Paper's names. */
interface StorageStoreParameters {
  /** Whether the original value counts (EIP-1283, EIP-2200) or only the current one. */
  readonly metering: 'legacy' | 'net'
  readonly warmAccess: number
  readonly set: number
  readonly reset: number
  /** Refund for a slot that becomes zero. */
  readonly clear: number
}

const COLD_SLOAD_COST = 2100 // EIP-2929

// biome-ignore format: table
const changes: readonly (readonly [since: Revision, parameters: StorageStoreParameters])[] = [
  ['frontier',       { metering: 'legacy', warmAccess: 200, set: 20000, reset: 5000, clear: 15000 }],
  ['constantinople', { metering: 'net',    warmAccess: 200, set: 20000, reset: 5000, clear: 15000 }], // EIP-1283
  ['petersburg',     { metering: 'legacy', warmAccess: 200, set: 20000, reset: 5000, clear: 15000 }], // EIP-1716
  ['istanbul',       { metering: 'net',    warmAccess: 800, set: 20000, reset: 5000, clear: 15000 }], // EIP-2200
  ['berlin',         { metering: 'net',    warmAccess: 100, set: 20000, reset: 5000 - COLD_SLOAD_COST, clear: 15000 }], // EIP-2929
  ['london',         { metering: 'net',    warmAccess: 100, set: 20000, reset: 5000 - COLD_SLOAD_COST, clear: 4800 }], // EIP-3529
]

/**
 * SSTORE's gas and refund at `revision`, without the surcharge for a cold slot.
 * @see https://eips.ethereum.org/EIPS/eip-2200
 */
export function storageStoreCosts(revision: Revision): StorageStoreCosts {
  const parameters = changes.findLast(([since]) => isAtLeast(revision, since))?.[1]
  if (parameters === undefined) throw new RangeError(`No storage costs for ${revision}`)
  return parameters.metering === 'legacy' ? legacyCosts(parameters) : netCosts(parameters)
}

/** Rows in the order of `storageStatus`. */
type Row = readonly [gas: number, refund: number]

function legacyCosts({ set, reset, clear }: StorageStoreParameters): StorageStoreCosts {
  // biome-ignore format: table
  return fromRows([
    [reset, 0],     // assigned
    [set,   0],     // added
    [reset, clear], // deleted
    [reset, 0],     // modified
    [set,   0],     // deletedAdded
    [reset, clear], // modifiedDeleted
    [set,   0],     // deletedRestored
    [reset, clear], // addedDeleted
    [reset, 0],     // modifiedRestored
  ])
}

function netCosts({ warmAccess, set, reset, clear }: StorageStoreParameters): StorageStoreCosts {
  // biome-ignore format: table
  return fromRows([
    [warmAccess, 0],                          // assigned
    [set,        0],                          // added
    [reset,      clear],                      // deleted
    [reset,      0],                          // modified
    [warmAccess, -clear],                     // deletedAdded
    [warmAccess, clear],                      // modifiedDeleted
    [warmAccess, reset - warmAccess - clear], // deletedRestored
    [warmAccess, set - warmAccess],           // addedDeleted
    [warmAccess, reset - warmAccess],         // modifiedRestored
  ])
}

function fromRows(rows: readonly Row[]): StorageStoreCosts {
  return {
    gas: Uint16Array.from(rows, ([gas]) => gas),
    refund: Int16Array.from(rows, ([, refund]) => refund),
  }
}
