/**
 * Slots at hand: the storage slots that running code has accessed lately, so that reading and writing them does not leave
 * Wasm. What begins a use of them, and what ends it, is `SlotCache`.
 *
 * A slot has one place, which its key and account decide. A place counts when its stamp is the present one: then the slot is
 * warm, and `value` is what the contract sees. Written slots are listed until they are written back.
 */
export const slotField = {
  stamp: 0,
  /** Number of the account, as `SlotCache` gives them: above 0. With the stamp one i64. */
  account: 4,
  isWritten: 8,
  /** The host's number of the slot. */
  number: 12,
  /** Limbs, the least significant first, as in the two below. */
  key: 32,
  value: 64,
  /** The value before the transaction (EIP-2200). */
  original: 96,
} as const

const PLACE_BYTES = 128
export const PLACE_SHIFT = 7
const PLACE_BITS = 12
/** A hash of 64 bits to the number of a place. */
export const HASH_SHIFT = 64 - PLACE_BITS
const PLACES = 2 ** PLACE_BITS

/** Fields of the account of a frame that do not name one: it is not known yet, or its host has no slots to keep. */
export const slotAccount = { unknown: 0, none: 0xffff_ffff } as const

/** Where all of it lies, from `start` on. */
export function slotLayout(start: number) {
  const places = start + PLACE_BYTES
  const written = places + PLACES * PLACE_BYTES
  return {
    /** The present stamp, u32. */
    stamp: start,
    /** How many slots are listed, u32. */
    writtenCount: start + 4,
    /** Operands and results of the host functions: key and value, or value and original, most significant byte first. */
    operands: start + 32,
    /** Another result: the host's number of the slot, u32. */
    slotNumber: start + 96,
    places,
    /** Addresses of the places of written slots, u32. */
    written,
    end: written + PLACES * 4,
  }
}

/** Behind the prices of a gas table: what SSTORE costs beyond the base gas. */
export const storeCosts = {
  /** By status: gas and refund, an i64 each. */
  byStatus: 0,
  statusBytes: 16,
  /** Surcharge for a cold slot, and gas that has to be left; u32. */
  cold: 144,
  sentry: 148,
  bytes: 160,
} as const
