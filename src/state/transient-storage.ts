import { ByteTable, NOT_FOUND } from '../primitives/byte-table.ts'
import { BYTES32_LENGTH } from '../primitives/bytes32.ts'
import { WordArena, ZERO_WORD } from './word-arena.ts'

/** Transient storage of all accounts of one transaction (EIP-1153); `current` names words of `words` by slot number. */
export class TransientStorage {
  readonly words = new WordArena()
  readonly current: number[] = []
  private readonly table = new ByteTable(BYTES32_LENGTH)

  /** Forgets all slots. */
  restart(): void {
    this.table.clear()
    this.words.clear()
  }

  get size(): number {
    return this.table.size
  }

  /** The word that the slot holds; zero when it was never written. */
  word(account: number, key: Uint8Array, keyOffset: number): number {
    const slot = this.table.find(key, keyOffset, account)
    return slot === NOT_FOUND ? ZERO_WORD : (this.current[slot] ?? ZERO_WORD)
  }

  /** The number of the slot, for a write. */
  number(account: number, key: Uint8Array, keyOffset: number): number {
    const { size } = this.table
    const slot = this.table.insert(key, keyOffset, account)
    if (slot === size) this.current[slot] = ZERO_WORD
    return slot
  }
}
