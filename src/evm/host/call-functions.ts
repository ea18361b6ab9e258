import type { Message } from '../../engine/message.ts'
import { NESTED_MESSAGE_STACK_UNITS } from '../../engine/stack-budget.ts'
import { statusCode } from '../../engine/status-code.ts'
import { ADDRESS_LENGTH, type Address, address } from '../../primitives/address.ts'
import type { EvmRules } from '../evm-rules.ts'
import type { HostMnemonic } from '../interpreter/host-opcodes.ts'
import { type FrameFunction, SLOT } from './context-functions.ts'
import type { EvmFrame } from './evm-frame.ts'
import { LaidMessage } from './laid-message.ts'
import { allButOne64th, isSuccess, send } from './nested-message.ts'

/** Gas of looking at the code that a delegation names, when it is warm (EIP-7702). */
const DELEGATE_ACCESS = 100
/** 0xef0100 and an address. */
const DELEGATION_LENGTH = 3 + ADDRESS_LENGTH

/** The calls. Stack: gas, address, value (CALL and CALLCODE only), input offset and length, output offset and length. */
export const callFunctions = {
  CALL(frame, top) {
    const { memory, message } = frame
    const [value, target] = [memory.word(top + 2 * SLOT), memory.address(top + SLOT)]
    const { isStatic, recipient: sender } = message
    if (value !== 0n && isStatic) return -statusCode.staticModeViolation
    return call(frame, top, {
      kind: 'call',
      isStatic,
      recipient: target,
      sender,
      target,
      value,
      moved: value,
      inputAt: top + 3 * SLOT,
    })
  },
  CALLCODE(frame, top) {
    const { memory, message } = frame
    const [value, target] = [memory.word(top + 2 * SLOT), memory.address(top + SLOT)]
    const { isStatic, recipient } = message
    return call(frame, top, {
      kind: 'callcode',
      isStatic,
      recipient,
      sender: recipient,
      target,
      value,
      moved: value,
      inputAt: top + 3 * SLOT,
    })
  },
  DELEGATECALL(frame, top) {
    const { recipient, sender, value, isStatic } = frame.message
    return call(frame, top, {
      kind: 'delegatecall',
      isStatic,
      recipient,
      sender,
      target: frame.memory.address(top + SLOT),
      value,
      moved: 0n,
      inputAt: top + 2 * SLOT,
    })
  },
  STATICCALL(frame, top) {
    const target = frame.memory.address(top + SLOT)
    return call(frame, top, {
      kind: 'call',
      isStatic: true,
      recipient: target,
      sender: frame.message.recipient,
      target,
      value: 0n,
      moved: 0n,
      inputAt: top + 2 * SLOT,
    })
  },
} as const satisfies Readonly<Partial<Record<HostMnemonic, FrameFunction>>>

/** What tells the calls apart. */
interface CallRequest
  extends Pick<Message, 'kind' | 'isStatic' | 'recipient' | 'sender' | 'value'> {
  readonly target: Address
  /** Where the offset of the input is on the stack; its length and the output's offset and length follow. */
  readonly inputAt: number
  /** Value that is moved, and paid for. */
  readonly moved: bigint
}

// One object for each message, without copies of copies: a call that does nothing is mostly this.
function call(frame: EvmFrame, top: number, request: CallRequest): number {
  const { memory, rules, message } = frame
  const { target, moved, inputAt } = request
  const available = frame.gas - BigInt(callCost(frame, request))
  if (available < 0n) return -statusCode.outOfGas
  const paid = gasToForward(rules.forwarding, available, memory.word(top))
  if (paid > available) return -statusCode.outOfGas

  frame.gas = available
  // The host follows a delegation: a precompile that is named by one runs as an account without code (EIP-7702).
  const nested = new LaidMessage(
    {
      kind: request.kind,
      isStatic: request.isStatic,
      recipient: request.recipient,
      sender: request.sender,
      value: request.value,
      codeAddress: target,
      gas: moved === 0n ? paid : paid + BigInt(rules.callStipend),
      depth: message.depth + 1,
      stackLeft: message.stackLeft - NESTED_MESSAGE_STACK_UNITS,
    },
    memory,
    frame.memoryAt(inputAt),
    memory.low32(inputAt + SLOT),
  )
  const result = send(frame, nested, paid)
  copyOutput(frame, inputAt + 2 * SLOT, inputAt + 3 * SLOT)
  memory.writeNumber(inputAt + 3 * SLOT, isSuccess(result) ? 1 : 0)
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
  if (length !== 0) memory.write(frame.memoryAt(offsetAt), returnData, 0, length)
}
