import { statusCode } from '../../engine/status-code.ts'
import type { Bytes32 } from '../../primitives/bytes32.ts'
import { frameField, slotsAtHand } from '../interpreter/frame-layout.ts'
import type { HostMnemonic } from '../interpreter/host-opcodes.ts'
import { type FrameFunction, SLOT } from './context-functions.ts'
import { isCold } from './evm-frame.ts'

/** Storage, transient storage and logs. Keys and values stay where they are: on the stack, as bytes. */
export const storageFunctions = {
  /** Of a slot that is not at hand; where it may be, its original value is written behind the value. */
  SLOAD(frame, top) {
    const { memory, host, message, rules, slots } = frame
    const { bytes } = memory
    const { recipient } = message
    if (host.slots !== undefined) {
      frame.setField(frameField.slotAccount, slots.accountNumber(recipient))
      const status = host.slots.readSlot(recipient, bytes, top, bytes, top)
      memory.view.setUint32(slotsAtHand.slotNumber, host.slots.lastSlot, true)
      return isCold(status) ? rules.coldSlot : 0
    }
    const isFirst = rules.coldSlot !== 0 && isCold(host.accessStorage(recipient, bytes, top))
    host.getStorage(recipient, bytes, top, bytes, top)
    return isFirst ? rules.coldSlot : 0
  },
  /** Of a slot that there is no place at hand for. That it may be written was checked. */
  SSTORE(frame, top) {
    const { memory, host, message, rules, slots } = frame
    const { bytes } = memory
    const { recipient } = message
    const isFirst = rules.coldStore !== 0 && isCold(host.accessStorage(recipient, bytes, top))
    const status = host.setStorage(recipient, bytes, top, bytes, top + SLOT)
    slots.follow()
    // The status is an index of both arrays: they have a row for each.
    frame.addRefund(BigInt(rules.store.refund[status] as number))
    return (rules.store.gas[status] as number) + (isFirst ? rules.coldStore : 0)
  },
  TLOAD({ memory, host, message }, top) {
    const { bytes } = memory
    host.getTransientStorage(message.recipient, bytes, top, bytes, top)
    return 0
  },
  TSTORE({ memory, host, message }, top) {
    if (message.isStatic) return -statusCode.staticModeViolation
    const { bytes } = memory
    host.setTransientStorage(message.recipient, bytes, top, bytes, top + SLOT)
    return 0
  },
  LOG0: log(0),
  LOG1: log(1),
  LOG2: log(2),
  LOG3: log(3),
  LOG4: log(4),
} as const satisfies Readonly<Partial<Record<HostMnemonic, FrameFunction>>>

function log(topicCount: number): FrameFunction {
  return (frame, top) => {
    const { memory, host, message } = frame
    if (message.isStatic) return -statusCode.staticModeViolation
    const topics: Bytes32[] = []
    for (let i = 0; i < topicCount; i++) topics.push(memory.bytes32(top + (2 + i) * SLOT))
    const data = memory.read(frame.memoryAt(top), memory.low32(top + SLOT))
    host.emitLog(message.recipient, data, topics)
    return 0
  }
}
