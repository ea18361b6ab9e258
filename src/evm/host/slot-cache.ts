import type { Host, HostSlots } from '../../engine/host.ts'
import { ADDRESS_LENGTH, type Address } from '../../primitives/address.ts'
import { ByteTable } from '../../primitives/byte-table.ts'
import { slotsAtHand, WORD } from '../interpreter/frame-layout.ts'
import { slotAccount, slotField } from '../interpreter/slot-layout.ts'
import type { EvmMemory } from './evm-memory.ts'

const { stamp, writtenCount, written, operands, places } = slotsAtHand
const ACCOUNTS_KNOWN_BY_OBJECT = 8
const LARGEST_STAMP = 0xffff_ffff

/**
 * JavaScript's side of the slots at hand (`slot-layout.ts`), which code reads and writes in Wasm.
 *
 * The host has the truth whenever somebody else may ask it: what was written goes back before a message is sent and when one
 * has succeeded; what a message wrote that failed is forgotten. Whether the host's slots are still those at hand its
 * `slotVersion` says. So no result depends on what is at hand.
 */
export class SlotCache {
  readonly memory: EvmMemory
  /** The accounts of the transaction by the number that is one less than theirs. */
  readonly #numbers = new ByteTable(ADDRESS_LENGTH)
  readonly #addresses: Address[] = []
  #count = 0
  #host: Host | undefined
  #slots: HostSlots | undefined
  #version = 0

  constructor(memory: EvmMemory) {
    this.memory = memory
  }

  /** A message begins that no other of this machine has sent. */
  begin(host: Host): void {
    this.#numbers.clear()
    this.#count = 0
    this.#adopt(host)
  }

  /** Code begins, or goes on after others had the host. */
  enter(host: Host): void {
    if (host !== this.#host) this.#adopt(host)
    else if (this.#slots !== undefined && this.#slots.slotVersion !== this.#version) this.#forget()
  }

  /** The host's slots were written by its own function, which the slots at hand have nothing of. */
  follow(): void {
    if (this.#slots !== undefined) this.#version = this.#slots.slotVersion
  }

  /** The number of an account, above 0. */
  accountNumber(address: Address): number {
    const { size } = this.#numbers
    const number = this.#numbers.insert(address, 0)
    this.#addresses[number] = address
    if (number === size) this.#count = number + 1
    return number + 1
  }

  /** The number of an account that got it by this object lately; `slotAccount.unknown` for others. */
  knownNumber(address: Address): number {
    const addresses = this.#addresses
    const count = Math.min(this.#count, ACCOUNTS_KNOWN_BY_OBJECT)
    for (let number = 0; number < count; number++) {
      if (addresses[number] === address) return number + 1
    }
    return slotAccount.unknown
  }

  /** Tells the host what was written. */
  writeBack(): void {
    const { view } = this.memory
    const count = view.getUint32(writtenCount, true)
    if (count === 0) return
    for (let i = 0; i < count; i++) this.#writeSlotBack(view.getUint32(written + 4 * i, true))
    view.setUint32(writtenCount, 0, true)
    this.follow()
  }

  /** Forgets what was written, because the message failed. */
  takeBack(): void {
    if (this.memory.view.getUint32(writtenCount, true) !== 0) this.#forget()
  }

  #writeSlotBack(place: number): void {
    const { bytes, view } = this.memory
    copyReversed(view, operands, place + slotField.value)
    view.setUint32(place + slotField.isWritten, 0, true)
    this.#slots?.writeSlot(view.getUint32(place + slotField.number, true), bytes, operands)
  }

  #adopt(host: Host): void {
    this.#host = host
    this.#slots = host.slots
    this.#forget()
  }

  #forget(): void {
    const { bytes, view } = this.memory
    const last = view.getUint32(stamp, true)
    // Places of old stamps would count again.
    if (last === LARGEST_STAMP) bytes.fill(0, places, written)
    view.setUint32(stamp, last === LARGEST_STAMP ? 1 : last + 1, true)
    view.setUint32(writtenCount, 0, true)
    this.follow()
  }
}

/** Limbs, the least significant first, as 32 bytes, the most significant first. */
function copyReversed(view: DataView, target: number, source: number): void {
  for (let i = 0; i < WORD; i += 4) {
    view.setUint32(target + WORD - 4 - i, view.getUint32(source + i, true))
  }
}
