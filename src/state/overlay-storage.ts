import type { Address } from '../primitives/address.ts'
import { ByteTable } from '../primitives/byte-table.ts'
import { BYTES32_LENGTH, bytes32 } from '../primitives/bytes32.ts'
import type { SlotDiff } from './state-diff.ts'
import type { StateView } from './state-view.ts'
import { WordArena, ZERO_WORD } from './word-arena.ts'

/** No word: the slot was not read from below, or not written since the storage was last cleared. */
const UNKNOWN = -1

/** The slots of one account in an `OverlayView`: as they are below, and what was written over them. */
export class OverlayStorage {
  private readonly below: StateView
  private readonly address: Address
  private readonly keys = new ByteTable(BYTES32_LENGTH)
  private readonly words = new WordArena()
  private readonly belowWords: number[] = []
  private readonly written: number[] = []
  private wasCleared = false

  constructor(below: StateView, address: Address) {
    this.below = below
    this.address = address
  }

  /** Nothing below shows through any more. */
  get cleared(): boolean {
    return this.wasCleared
  }

  clear(): void {
    this.wasCleared = true
    this.written.fill(UNKNOWN)
  }

  write(slot: SlotDiff): void {
    this.written[this.number(slot.key, 0)] = this.words.push(slot.value, 0)
  }

  read(key: Uint8Array, keyOffset: number, target: Uint8Array, targetOffset: number): void {
    const word = this.word(this.number(key, keyOffset))
    this.words.copyTo(word, target, targetOffset)
  }

  /** Whether a slot that was written is not zero. */
  anyWritten(): boolean {
    return this.written.some((word) => word !== UNKNOWN && word !== ZERO_WORD)
  }

  /** The slots that differ from below, or after a clearing the ones that are not zero. */
  changes(): SlotDiff[] {
    const changed: SlotDiff[] = []
    for (let slot = 0; slot < this.keys.size; slot++) {
      const word = this.written[slot] ?? UNKNOWN
      if (word === UNKNOWN) continue
      const before = this.wasCleared ? ZERO_WORD : this.wordBelow(slot)
      if (this.words.equals(before, word)) continue
      changed.push({ key: bytes32(this.keys.key(slot)), value: bytes32(this.words.read(word)) })
    }
    return changed
  }

  private number(key: Uint8Array, keyOffset: number): number {
    const slot = this.keys.insert(key, keyOffset)
    if (slot === this.written.length) {
      this.written.push(UNKNOWN)
      this.belowWords.push(UNKNOWN)
    }
    return slot
  }

  private word(slot: number): number {
    const word = this.written[slot] ?? UNKNOWN
    if (word !== UNKNOWN) return word
    return this.wasCleared ? ZERO_WORD : this.wordBelow(slot)
  }

  private wordBelow(slot: number): number {
    const known = this.belowWords[slot] ?? UNKNOWN
    if (known !== UNKNOWN) return known

    const offset = this.words.reserve()
    const { keys } = this.keys
    this.below.storage(this.address, keys, slot * BYTES32_LENGTH, this.words.bytes, offset)
    const word = this.words.take()
    this.belowWords[slot] = word
    return word
  }
}
