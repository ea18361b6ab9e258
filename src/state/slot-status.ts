import { type WordArena, ZERO_WORD } from './word-arena.ts'

/**
 * What a write did to a slot, with EVMC's numbers: the price and the refund of SSTORE follow from it.
 * @see https://github.com/ethereum/evmc/blob/master/docs/EVM_Storage_Change_Status.md
 */
export const slotStatus = {
  assigned: 0,
  added: 1,
  deleted: 2,
  modified: 3,
  deletedAdded: 4,
  modifiedDeleted: 5,
  deletedRestored: 6,
  addedDeleted: 7,
  modifiedRestored: 8,
} as const
export type SlotStatus = (typeof slotStatus)[keyof typeof slotStatus]

/** The status of writing `next` over `current` where the transaction began with `original`; all are words of `words`. */
export function statusOfWrite(
  words: WordArena,
  original: number,
  current: number,
  next: number,
): SlotStatus {
  if (words.equals(current, next)) return slotStatus.assigned
  if (words.equals(original, current)) return statusOfFirstWrite(original, next)
  if (original === ZERO_WORD) {
    return next === ZERO_WORD ? slotStatus.addedDeleted : slotStatus.assigned // 0 → Y → 0, 0 → Y → Z
  }
  const restored = words.equals(original, next)
  if (current === ZERO_WORD) {
    return restored ? slotStatus.deletedRestored : slotStatus.deletedAdded // X → 0 → X, X → 0 → Z
  }
  if (next === ZERO_WORD) return slotStatus.modifiedDeleted // X → Y → 0
  return restored ? slotStatus.modifiedRestored : slotStatus.assigned // X → Y → X, X → Y → Z
}

function statusOfFirstWrite(original: number, next: number): SlotStatus {
  if (original === ZERO_WORD) return slotStatus.added // 0 → 0 → Z
  return next === ZERO_WORD ? slotStatus.deleted : slotStatus.modified // X → X → 0, X → X → Z
}
