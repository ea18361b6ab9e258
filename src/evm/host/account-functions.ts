import { statusCode } from '../../engine/status-code.ts'
import type { HostMnemonic } from '../interpreter/host-opcodes.ts'
import { type FrameFunction, SLOT } from './context-functions.ts'
import { isCold } from './evm-frame.ts'

/** Other accounts, return data, and the end of an account. */
export const accountFunctions = {
  BALANCE(frame, top) {
    const { memory, host } = frame
    const account = memory.address(top)
    const surcharge = frame.accountSurcharge(account)
    memory.writeWord(top, host.getBalance(account))
    return surcharge
  },
  SELFBALANCE({ memory, host, message }, top) {
    memory.writeWord(top, host.getBalance(message.recipient))
    return 0
  },
  EXTCODESIZE(frame, top) {
    const { memory, host } = frame
    const account = memory.address(top)
    const surcharge = frame.accountSurcharge(account)
    memory.writeNumber(top, host.getCode(account).length)
    return surcharge
  },
  EXTCODEHASH(frame, top) {
    const { memory, host } = frame
    const account = memory.address(top)
    const surcharge = frame.accountSurcharge(account)
    memory.write(top, host.getCodeHash(account))
    return surcharge
  },
  EXTCODECOPY(frame, top) {
    const { memory, host } = frame
    const account = memory.address(top)
    const length = memory.low32(top + 3 * SLOT)
    const surcharge = frame.accountSurcharge(account)
    if (length === 0) return surcharge
    const code = host.getCode(account)
    const offset = memory.word(top + 2 * SLOT)
    const start = offset < BigInt(code.length) ? Number(offset) : code.length
    const available = Math.min(length, code.length - start)
    const target = frame.memoryAt(top + SLOT)
    memory.write(target, code, start, available)
    if (available < length) memory.bytes.fill(0, target + available, target + length)
    return surcharge
  },
  /** EIP-211: reading past the end is an error, not zeros. */
  RETURNDATACOPY(frame, top) {
    const { memory, returnData } = frame
    const offset = memory.word(top + SLOT)
    const length = memory.low32(top + 2 * SLOT)
    if (offset + BigInt(length) > BigInt(returnData.length)) return -statusCode.invalidMemoryAccess
    if (length === 0) return 0
    const start = Number(offset)
    memory.write(frame.memoryAt(top), returnData, start, length)
    return 0
  },
  SELFDESTRUCT(frame, top) {
    const { memory, host, message, rules } = frame
    if (message.isStatic) return -statusCode.staticModeViolation
    const beneficiary = memory.address(top)
    let cost = 0
    if (rules.coldSelfdestruct !== 0 && isCold(host.accessAccount(beneficiary))) {
      cost += rules.coldSelfdestruct
    }
    const pays =
      rules.newBeneficiary === 'any' ||
      (rules.newBeneficiary === 'withValue' && host.getBalance(message.recipient) !== 0n)
    if (pays && !host.accountExists(beneficiary)) cost += rules.newAccount
    // Unpaid, it must not happen: the frame would be rolled back, but what the host then has to undo is not for here.
    if (frame.gas < BigInt(cost)) return -statusCode.outOfGas
    if (host.selfdestruct(message.recipient, beneficiary)) {
      frame.addRefund(BigInt(rules.selfdestructRefund))
    }
    return cost
  },
} as const satisfies Readonly<Partial<Record<HostMnemonic, FrameFunction>>>
