import type { Message, MessageKind } from '../../engine/message.ts'
import type { Address } from '../../primitives/address.ts'
import type { Gas, Wei } from '../../primitives/quantity.ts'
import type { EvmMemory } from './evm-memory.ts'

/** Where call data lies in the interpreter's memory. */
export interface LaidInput {
  /** Absolute; without meaning when there is no input. */
  readonly inputAt: number
  readonly inputLength: number
}

/** The fields of a call that say more than where its input is. */
export type CallFields = Omit<Message, 'input' | 'create2Salt'>

/**
 * A call whose input still lies in the memory of the frame that sends it. There it stays as long as the call runs, so
 * that a frame of the same `EvmVm` reads it in place; for anybody else `input` is a copy, made when it is asked for.
 *
 * Without this every level of a deep recursion copied its input twice: 1024 calls with 1 MB took seconds.
 */
export class LaidMessage implements Message, LaidInput {
  readonly kind: MessageKind
  readonly isStatic: boolean
  readonly depth: number
  readonly gas: Gas
  readonly recipient: Address
  readonly sender: Address
  readonly codeAddress: Address
  readonly value: Wei
  readonly create2Salt = undefined
  readonly stackLeft: number
  readonly memory: EvmMemory
  readonly inputAt: number
  readonly inputLength: number
  #input: Uint8Array | undefined

  constructor(fields: CallFields, memory: EvmMemory, inputAt: number, inputLength: number) {
    this.kind = fields.kind
    this.isStatic = fields.isStatic
    this.depth = fields.depth
    this.gas = fields.gas
    this.recipient = fields.recipient
    this.sender = fields.sender
    this.codeAddress = fields.codeAddress
    this.value = fields.value
    this.stackLeft = fields.stackLeft
    this.memory = memory
    this.inputAt = inputAt
    this.inputLength = inputLength
  }

  get input(): Uint8Array {
    this.#input ??= this.memory.read(this.inputAt, this.inputLength)
    return this.#input
  }
}

/** Where the input of a message is in `memory`, undefined when it has to be brought there. */
export function laidInput(message: Message, memory: EvmMemory): LaidInput | undefined {
  return message instanceof LaidMessage && message.memory === memory ? message : undefined
}
