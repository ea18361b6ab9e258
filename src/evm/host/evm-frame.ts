import { type AccessStatus, accessStatus, type Host, type TxContext } from '../../engine/host.ts'
import type { Message } from '../../engine/message.ts'
import type { Address } from '../../primitives/address.ts'
import type { EvmRules } from '../evm-rules.ts'
import { frameField } from '../interpreter/frame-layout.ts'
import { slotAccount } from '../interpreter/slot-layout.ts'
import type { EvmMemory } from './evm-memory.ts'
import type { SlotCache } from './slot-cache.ts'

const NONE = new Uint8Array(0)

type FrameFields = typeof frameField
/** The offset of a field of 32 bits. */
type FrameFieldOf32Bits = Exclude<
  FrameFields[keyof FrameFields],
  FrameFields['gas' | 'gasAside' | 'gasRefund']
>

/** A running message: what JavaScript holds of it. The rest is in the interpreter's memory, at `at`. */
export class EvmFrame {
  readonly host: Host
  readonly message: Message
  readonly rules: EvmRules
  readonly memory: EvmMemory
  readonly at: number
  readonly slots: SlotCache
  readonly txContext: TxContext
  #gasAside = 0n
  #returnData: Uint8Array = NONE

  constructor(host: Host, message: Message, rules: EvmRules, slots: SlotCache, at: number) {
    this.host = host
    this.message = message
    this.rules = rules
    this.memory = slots.memory
    this.slots = slots
    this.at = at
    this.txContext = host.getTxContext()
  }

  /** Writes what of the header is the message's: the first thing to do with a new frame. */
  begin(): void {
    const { message, host, at } = this
    const { view } = this.memory
    view.setBigInt64(at + frameField.gas, message.gas, true)
    view.setBigInt64(at + frameField.gasAside, 0n, true)
    view.setBigInt64(at + frameField.gasRefund, 0n, true)
    this.setField(frameField.isStatic, message.isStatic ? 1 : 0)
    const hasSlots = host.slots !== undefined
    const account = hasSlots ? this.slots.knownNumber(message.recipient) : slotAccount.none
    this.setField(frameField.slotAccount, account)
  }

  /** What the frame has earned, which may be negative. */
  get gasRefund(): bigint {
    return this.memory.view.getBigInt64(this.at + frameField.gasRefund, true)
  }

  addRefund(refund: bigint): void {
    if (refund === 0n) return
    this.memory.view.setBigInt64(this.at + frameField.gasRefund, this.gasRefund + refund, true)
  }

  field(offset: FrameFieldOf32Bits): number {
    return this.memory.view.getUint32(this.at + offset, true)
  }

  setField(offset: FrameFieldOf32Bits, value: number): void {
    this.memory.view.setUint32(this.at + offset, value, true)
  }

  get gas(): bigint {
    const counted = this.memory.view.getBigInt64(this.at + frameField.gas, true)
    return this.#gasAside === 0n ? counted : counted + this.#gasAside
  }

  set gas(value: bigint) {
    if (this.#gasAside !== 0n) this.#takeFromAside(value)
    const counted = this.#gasAside === 0n ? value : value - this.#gasAside
    this.memory.view.setBigInt64(this.at + frameField.gas, counted, true)
  }

  /**
   * Gas that is kept from the code that runs, which sees less than it has but in its `GAS` instruction. What JavaScript sees is
   * the whole.
   */
  get gasAside(): bigint {
    return this.#gasAside
  }

  set gasAside(value: bigint) {
    const { gas, memory } = this
    this.#gasAside = value
    memory.view.setBigInt64(this.at + frameField.gasAside, value, true)
    memory.view.setBigInt64(this.at + frameField.gas, gas - value, true)
  }

  /** Of `gas` the code that runs has as much as before, or all; never more, because it counts on spending less. */
  #takeFromAside(gas: bigint): void {
    const { view } = this.memory
    const before = view.getBigInt64(this.at + frameField.gas, true)
    this.#gasAside = gas > before ? gas - before : 0n
    view.setBigInt64(this.at + frameField.gasAside, this.#gasAside, true)
  }

  get returnData(): Uint8Array {
    return this.#returnData
  }

  set returnData(data: Uint8Array) {
    this.#returnData = data
    this.setField(frameField.returnDataSize, data.length)
  }

  /** Address in the interpreter's memory of the offset that the word at `at` is. */
  memoryAt(at: number): number {
    return this.field(frameField.memory) + this.memory.low32(at)
  }

  /** Address behind the frame: where one above it may begin. */
  get end(): number {
    return this.field(frameField.memory) + this.field(frameField.memorySize)
  }

  /** The surcharge for the access of an account (EIP-2929). */
  accountSurcharge(address: Address): number {
    const { coldAccount } = this.rules
    return coldAccount !== 0 && isCold(this.host.accessAccount(address)) ? coldAccount : 0
  }
}

/** Whether it was the first access in the transaction. */
export function isCold(status: AccessStatus): boolean {
  return status === accessStatus.cold
}
