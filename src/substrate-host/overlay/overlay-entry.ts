import { keyOfName } from '../key-name.ts'
import type { AppendValue } from './append-value.ts'

/** How much an overlay knows of a key. */
export const entryState = {
  /** Nothing: the key was only seen. */
  unread: 0,
  /** The value is the one of the state below. */
  read: 1,
  /** The value is one of this overlay. */
  changed: 2,
} as const
export type EntryState = (typeof entryState)[keyof typeof entryState]

/** A layer that no entry was written in. */
export const NO_LAYER = -1

/** A key of an overlay with its value as it is now. */
export class OverlayEntry {
  /** One character for each byte of its key: found by it, and in the order of bytes among others. */
  readonly name: string
  state: EntryState = entryState.unread
  /** `undefined` where there is none, and where `append` holds it. */
  value: Uint8Array | undefined = undefined
  append: AppendValue | undefined = undefined
  /** The transaction in which it was last written: what it was before is in the journal. */
  layer = NO_LAYER
  /** Whether the order of the changed keys has it. */
  ordered = false

  #key: Uint8Array | undefined

  constructor(name: string) {
    this.name = name
  }

  /** Nobody writes to it. */
  get key(): Uint8Array {
    this.#key ??= keyOfName(this.name)
    return this.#key
  }

  /** The value as bytes; of an append, a view that holds until the next one. */
  bytes(): Uint8Array | undefined {
    return this.append === undefined ? this.value : this.append.bytes()
  }

  /** Whether this overlay gives the key a value. */
  isSet(): boolean {
    return (
      this.state === entryState.changed && (this.value !== undefined || this.append !== undefined)
    )
  }

  /** Whether this overlay removes the key. */
  isRemoved(): boolean {
    return (
      this.state === entryState.changed && this.value === undefined && this.append === undefined
    )
  }
}
