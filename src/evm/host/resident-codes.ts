import type { ContractCode } from '../../engine/message.ts'
import { FRAMES, RESIDENT_CODES, WORD } from '../interpreter/frame-layout.ts'
import { jumpDestinations } from '../jump-destinations.ts'
import type { EvmMemory } from './evm-memory.ts'

/** Zeros behind the code: STOP, and the immediate of a PUSH that the code's end cuts off. */
const CODE_PADDING = 40
/** Where code that is not in memory lies. */
export const NOWHERE = 0

/** Code with the bitmap of its jump destinations, which lies behind it in memory. */
export interface LayableCode {
  readonly bytes: Uint8Array
  readonly destinations: Uint8Array
  /** From the code's first byte to the bitmap, and to the end of that. */
  readonly bitmapOffset: number
  readonly length: number
  /** Where it lies already, or `NOWHERE`: it has to be laid into the frame. */
  readonly at: number
}

interface KnownCode extends LayableCode {
  at: number
  /** What `at` is of. */
  tenancy: number
}

/**
 * Codes that stay in memory from one frame to the next, so that a message does not begin with a copy of 24 KiB. A code
 * gets a place when it runs for the second time: init code never does. When there is no more room, all places are given anew
 * with the next transaction.
 */
export class ResidentCodes {
  readonly #memory: EvmMemory
  readonly #known = new WeakMap<ContractCode, KnownCode>()
  #end = RESIDENT_CODES
  #tenancy = 1
  #isFull = false

  constructor(memory: EvmMemory) {
    this.#memory = memory
  }

  /** Called when no frame is running. */
  makeRoom(): void {
    if (!this.#isFull) return
    this.#isFull = false
    this.#end = RESIDENT_CODES
    this.#tenancy++
  }

  /** The code as it is laid into a frame, and where it is already. */
  find(code: ContractCode): LayableCode {
    const known = this.#known.get(code)
    if (known === undefined) return this.#add(code)
    if (known.tenancy !== this.#tenancy) this.#settle(known)
    return known
  }

  /** Writes a code to `at`. */
  lay({ bytes, destinations, bitmapOffset }: LayableCode, at: number): void {
    const memory = this.#memory.bytes
    memory.set(bytes, at)
    memory.fill(0, at + bytes.length, at + bitmapOffset)
    memory.set(destinations, at + bitmapOffset)
  }

  #add(code: ContractCode): LayableCode {
    const { bytes } = code
    const destinations = jumpDestinations(bytes)
    const bitmapOffset = bytes.length + CODE_PADDING
    const length = bitmapOffset + destinations.length
    const known = { bytes, destinations, bitmapOffset, length, at: NOWHERE, tenancy: 0 }
    this.#known.set(code, known)
    return known
  }

  #settle(known: KnownCode): void {
    known.at = NOWHERE
    if (this.#end + known.length > FRAMES) {
      this.#isFull = true
      return
    }
    known.at = this.#end
    known.tenancy = this.#tenancy
    this.#end = Math.ceil((this.#end + known.length) / WORD) * WORD
    this.lay(known, known.at)
  }
}
