import { type Mnemonic, mnemonics, opcodes } from '../../opcodes.ts'

/**
 * What the recovery of jumps knows of a stack item, as one number: a constant that may be a destination (below 2^24), one
 * of two kinds of larger constant, the item that was at a place of the stack at entry, or nothing.
 */
export type AbstractValue = number

/** Nothing is known. */
export const UNKNOWN: AbstractValue = -1

const DESTINATIONS = 1 << 24
/** A constant that no code is long enough for: a jump there fails. */
const BEYOND: AbstractValue = DESTINATIONS
/** One whose low 24 bits are all set: an AND with it keeps every destination. */
const MASK: AbstractValue = DESTINATIONS + 1

const ENTRY = -2

/** The item that was `slot` places below the top at entry. */
export function entrySlot(slot: number): AbstractValue {
  return ENTRY - slot
}

export function isEntrySlot(value: AbstractValue): boolean {
  return value <= ENTRY
}

/** Of an item at entry: how far below the top. */
export function slotOf(value: AbstractValue): number {
  return ENTRY - value
}

/** Whether it is a constant, destination or not. */
export function isConstant(value: AbstractValue): boolean {
  return value >= 0
}

/** The abstract constant of `length` bytes at `start`, most significant first; bytes behind the code's end are 0. */
export function constantAt(code: Uint8Array, start: number, length: number): AbstractValue {
  let high = 0
  let low = 0
  for (let i = 0; i < length; i++) {
    const byte = code[start + i] ?? 0
    if (i < length - 3) high |= byte
    else low = low * 256 + byte
  }
  if (high === 0) return low
  return low === DESTINATIONS - 1 ? MASK : BEYOND
}

/** What an instruction makes of two operands, the upper one first. */
export type AbstractFold = (a: AbstractValue, b: AbstractValue) => AbstractValue

const folds: Readonly<Partial<Record<Mnemonic, AbstractFold>>> = {
  AND: and,
  ADD: (a, b) => both(a, b, a + b),
  SUB: (a, b) => both(a, b, a - b),
  MUL: (a, b) => both(a, b, a * b),
  OR: (a, b) => both(a, b, a | b),
  XOR: (a, b) => both(a, b, a ^ b),
  SHL: (a, b) => both(a, b, a < 24 ? b * 2 ** a : UNKNOWN),
  SHR: (a, b) => both(a, b, a < 24 ? b >> a : 0),
}

const BYTES = 256
/** By the byte of an instruction; `undefined` for one that is not followed. */
export const foldOf: readonly (AbstractFold | undefined)[] = byByte()

function byByte(): readonly (AbstractFold | undefined)[] {
  const table = new Array<AbstractFold | undefined>(BYTES).fill(undefined)
  for (const name of mnemonics) table[opcodes[name].byte] = folds[name]
  return table
}

function and(a: AbstractValue, b: AbstractValue): AbstractValue {
  if (a === MASK) return maskable(b)
  if (b === MASK) return maskable(a)
  return both(a, b, a & b)
}

/**
 * An item at entry stays itself under a mask: it is only ever used as a destination where it is known to be a constant
 * below 2^24.
 */
function maskable(value: AbstractValue): AbstractValue {
  return value < DESTINATIONS ? value : UNKNOWN
}

function both(a: AbstractValue, b: AbstractValue, result: number): AbstractValue {
  if (!(isSmallConstant(a) && isSmallConstant(b))) return UNKNOWN
  return isSmallConstant(result) ? result : UNKNOWN
}

/** Whether it is a constant that is known as a number. */
export function isSmallConstant(value: AbstractValue): boolean {
  return value >= 0 && value < DESTINATIONS
}
