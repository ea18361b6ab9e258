import { type AccessStatus, accessStatus, type Host, type TxContext } from '../../engine/host.ts'
import type { Message } from '../../engine/message.ts'
import type { Address } from '../../primitives/address.ts'
import type { EvmRules } from '../evm-rules.ts'
import { frameField } from '../interpreter/frame-layout.ts'
import type { EvmMemory } from './evm-memory.ts'

const NONE = new Uint8Array(0)

type FrameFields = typeof frameField
/** The offset of a field of 32 bits. */
type FrameFieldOf32Bits = Exclude<
  FrameFields[keyof FrameFields],
  FrameFields['gas'] | FrameFields['gasAside']
>

/** A running message: what JavaScript holds of it. The rest is in the interpreter's memory, at `at`. */
export class EvmFrame {
  readonly host: Host
  readonly message: Message
  readonly rules: EvmRules
  readonly memory: EvmMemory
  readonly at: number
  readonly txContext: TxContext
  gasRefund = 0
  #gasAside = 0n
  #returnData: Uint8Array = NONE

  constructor(host: Host, message: Message, rules: EvmRules, memory: EvmMemory, at: number) {
    this.host = host
    this.message = message
    this.rules = rules
    this.memory = memory
    this.at = at
    this.txContext = host.getTxContext()
  }

  /** Writes the gas that the message has: the first thing to do with a new frame. */
  begin(): void {
    const { view } = this.memory
    view.setBigInt64(this.at + frameField.gas, this.message.gas, true)
    view.setBigInt64(this.at + frameField.gasAside, 0n, true)
  }

  field(offset: FrameFieldOf32Bits): number {
    return this.memory.view.getUint32(this.at + offset, true)
  }

  setField(offset: FrameFieldOf32Bits, value: number): void {
    this.memory.view.setUint32(this.at + offset, value, true)
  }

  get gas(): bigint {
    return this.memory.view.getBigInt64(this.at + frameField.gas, true) + this.#gasAside
  }

  set gas(value: bigint) {
    if (this.#gasAside !== 0n) this.#takeFromAside(value)
    this.memory.view.setBigInt64(this.at + frameField.gas, value - this.#gasAside, true)
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

  /** Whether at most `limit` (below 2^32) gas is left. */
  hasAtMost(limit: number): boolean {
    const { view } = this.memory
    const at = this.at + frameField.gas
    if (this.#gasAside !== 0n) return this.gas <= BigInt(limit)
    return view.getUint32(at + 4, true) === 0 && view.getUint32(at, true) <= limit
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
