import type { Message } from '../../engine/message.ts'
import { statusCode } from '../../engine/status-code.ts'
import { ADDRESS_LENGTH, type Address, address } from '../../primitives/address.ts'
import type { EvmRules } from '../evm-rules.ts'
import type { HostMnemonic } from '../interpreter/host-opcodes.ts'
import { type FrameFunction, SLOT } from './context-functions.ts'
import type { EvmFrame } from './evm-frame.ts'
import { LaidMessage } from './laid-message.ts'
import { allButOne64th, isSuccess, nestingIn, send } from './nested-message.ts'

/** Gas of looking at the code that a delegation names, when it is warm (EIP-7702). */
const DELEGATE_ACCESS = 100
/** 0xef0100 and an address. */
const DELEGATION_LENGTH = 3 + ADDRESS_LENGTH

/** The calls. Stack: gas, address, value (CALL and CALLCODE only), input offset and length, output offset and length. */
export const callFunctions = {
  CALL(frame, top) {
    const { memory, message } = frame
    const [value, target] = [memory.word(top + 2 * SLOT), memory.address(top + SLOT)]
    if (value !== 0n && message.isStatic) return -statusCode.staticModeViolation
    const parties = { recipient: target, sender: message.recipient, target }
    const { isStatic } = message
    return call(frame, top, {
      kind: 'call',
      isStatic,
      ...parties,
      value,
      moved: value,
      inputItem: 3,
    })
  },
  CALLCODE(frame, top) {
    const { memory, message } = frame
    const [value, target] = [memory.word(top + 2 * SLOT), memory.address(top + SLOT)]
    const { isStatic, recipient } = message
    const parties = { recipient, sender: recipient, target }
    return call(frame, top, {
      kind: 'callcode',
      isStatic,
      ...parties,
      value,
      moved: value,
      inputItem: 3,
    })
  },
  DELEGATECALL(frame, top) {
    const target = frame.memory.address(top + SLOT)
    const { recipient, sender, value, isStatic } = frame.message
    const parties = { recipient, sender, target }
    return call(frame, top, {
      kind: 'delegatecall',
      isStatic,
      ...parties,
      value,
      moved: 0n,
      inputItem: 2,
    })
  },
  STATICCALL(frame, top) {
    const target = frame.memory.address(top + SLOT)
    const parties = { recipient: target, sender: frame.message.recipient, target }
    return call(frame, top, {
      kind: 'call',
      isStatic: true,
      ...parties,
      value: 0n,
      moved: 0n,
      inputItem: 2,
    })
  },
} as const satisfies Readonly<Partial<Record<HostMnemonic, FrameFunction>>>

/** What tells the calls apart. */
interface CallRequest
  extends Pick<Message, 'kind' | 'isStatic' | 'recipient' | 'sender' | 'value'> {
  readonly target: Address
  /** Stack item of the input's offset; its length and the output's offset and length follow. */
  readonly inputItem: 2 | 3
  /** Value that is moved, and paid for. */
  readonly moved: bigint
}

function call(frame: EvmFrame, top: number, request: CallRequest): number {
  const { memory, rules } = frame
  const { target, moved, inputItem, kind, isStatic, recipient, sender, value } = request
  const available = frame.gas - BigInt(callCost(frame, request))
  if (available < 0n) return -statusCode.outOfGas
  const wanted = memory.word(top)
  const paid = gasToForward(rules.forwarding, available, wanted)
  if (paid > available) return -statusCode.outOfGas

  const slot = (item: number): number => top + (inputItem + item) * SLOT
  frame.gas = available
  // The host follows a delegation: a precompile that is named by one runs as an account without code (EIP-7702).
  const nested = new LaidMessage(
    {
      kind,
      isStatic,
      recipient,
      sender,
      value,
      codeAddress: target,
      gas: paid + (moved === 0n ? 0n : BigInt(rules.callStipend)),
      ...nestingIn(frame),
    },
    { memory, at: frame.memoryAt(slot(0)), length: memory.low32(slot(1)) },
  )
  const result = send(frame, nested, paid)
  copyOutput(frame, slot(2), slot(3))
  memory.writeWord(top + (inputItem + 3) * SLOT, isSuccess(result) ? 1n : 0n)
  return 0
}

function gasToForward(rule: EvmRules['forwarding'], available: bigint, wanted: bigint): bigint {
  if (rule === 'all') return wanted
  const most = allButOne64th(available)
  return wanted < most ? wanted : most
}

function callCost(frame: EvmFrame, { kind, target, moved }: CallRequest): number {
  const { host, rules } = frame
  let cost = frame.accountSurcharge(target)
  const delegate = delegateOf(frame, target)
  if (delegate !== undefined) cost += DELEGATE_ACCESS + frame.accountSurcharge(delegate)
  if (moved !== 0n) cost += rules.callValue
  const mayCreate = kind === 'call' && (moved !== 0n || rules.newAccountCall === 'any')
  if (mayCreate && !host.accountExists(target)) cost += rules.newAccount
  return cost
}

/** The account that the code of `target` names instead of itself (EIP-7702), undefined when it does not. */
function delegateOf({ host, rules }: EvmFrame, target: Address): Address | undefined {
  if (rules.delegation === 'none') return undefined
  const code = host.getCode(target)
  const isDelegation =
    code.length === DELEGATION_LENGTH && code[0] === 0xef && code[1] === 0x01 && code[2] === 0x00
  return isDelegation ? address(code.slice(DELEGATION_LENGTH - ADDRESS_LENGTH)) : undefined
}

/** As much of the return data as the caller made room for. */
function copyOutput(frame: EvmFrame, offsetAt: number, lengthAt: number): void {
  const { memory, returnData } = frame
  const length = Math.min(memory.low32(lengthAt), returnData.length)
  if (length !== 0) memory.bytes.set(returnData.subarray(0, length), frame.memoryAt(offsetAt))
}
