import { halt } from '../engine/halt.ts'
import type { MessageKind } from '../engine/message.ts'
import { statusCode } from '../engine/status-code.ts'
import type { Address } from '../primitives/address.ts'
import { callResult, callResultOf } from './call-result.ts'
import type { EwasmFrame } from './ewasm-frame.ts'
import {
  canPay,
  gasToForward,
  mayNest,
  nestedStackLeft,
  readInput,
  runNested,
} from './nested-message.ts'

/** What tells the four calls apart once their arguments are read. */
interface CallRequest {
  readonly kind: MessageKind
  readonly isStatic: boolean
  readonly recipient: Address
  readonly sender: Address
  readonly codeAddress: Address
  /** The value that the callee sees. */
  readonly value: bigint
  readonly input: Uint8Array
  /** Gas that the callee gets and the caller does not pay. */
  readonly stipend: number
}

/**
 * EEI `call`: sends a message to an account, with value.
 *
 * Gas: `call`, account access (EIP-2929); for a value that is not zero `callValue`, and `callNewAccount` when the account
 * does not exist (EIP-161); then the gas forwarded, at most all but one 64th (EIP-150).
 * Halts: negative gas, out of gas, value in static mode, a range outside memory, own balance beyond 128 bits.
 * @returns 0 success, 1 failure (also: depth 1024, balance too small), 2 revert
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#call
 */
export function call(
  frame: EwasmFrame,
  gas: bigint,
  addressOffset: number,
  valueOffset: number,
  dataOffset: number,
  dataLength: number,
): number {
  const { costs, message, host } = frame
  const account = readCallee(frame, gas, addressOffset)
  const value = frame.memory.readU128(valueOffset >>> 0)
  if (value !== 0n) frame.requireNotStatic()
  const input = readInput(frame, dataOffset, dataLength)
  frame.takeAccountAccess(account, costs.call)
  if (!mayNest(frame)) return callResult.failure

  if (value !== 0n) {
    frame.takeGas(costs.callValue)
    if (!canPay(frame, value)) return callResult.failure
    if (!host.accountExists(account)) frame.takeGas(costs.callNewAccount)
  }
  return send(frame, gas, {
    kind: 'call',
    isStatic: message.isStatic,
    recipient: account,
    sender: message.recipient,
    codeAddress: account,
    value,
    input,
    stipend: value === 0n ? 0 : costs.callStipend,
  })
}

/**
 * EEI `callCode`: runs another account's code on this account, as a message from it to itself.
 *
 * Gas, halts and result as `call`, but no account is new and static mode allows a value.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#callcode
 */
export function callCode(
  frame: EwasmFrame,
  gas: bigint,
  addressOffset: number,
  valueOffset: number,
  dataOffset: number,
  dataLength: number,
): number {
  const { costs, message } = frame
  const codeAddress = readCallee(frame, gas, addressOffset)
  const value = frame.memory.readU128(valueOffset >>> 0)
  const input = readInput(frame, dataOffset, dataLength)
  frame.takeAccountAccess(codeAddress, costs.call)
  if (!mayNest(frame)) return callResult.failure

  if (value !== 0n) {
    frame.takeGas(costs.callValue)
    if (!canPay(frame, value)) return callResult.failure
  }
  return send(frame, gas, {
    kind: 'callcode',
    isStatic: message.isStatic,
    recipient: message.recipient,
    sender: message.recipient,
    codeAddress,
    value,
    input,
    stipend: value === 0n ? 0 : costs.callStipend,
  })
}

/**
 * EEI `callDelegate`: runs another account's code on this account, with this message's sender and value (EIP-7).
 *
 * Gas and result as `call` without value. Halts: negative gas, out of gas, a range outside memory.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#calldelegate
 */
export function callDelegate(
  frame: EwasmFrame,
  gas: bigint,
  addressOffset: number,
  dataOffset: number,
  dataLength: number,
): number {
  const { costs, message } = frame
  const codeAddress = readCallee(frame, gas, addressOffset)
  const input = readInput(frame, dataOffset, dataLength)
  frame.takeAccountAccess(codeAddress, costs.call)
  if (!mayNest(frame)) return callResult.failure

  return send(frame, gas, {
    kind: 'delegatecall',
    isStatic: message.isStatic,
    recipient: message.recipient,
    sender: message.sender,
    codeAddress,
    value: message.value,
    input,
    stipend: message.value === 0n ? 0 : costs.delegateStipend,
  })
}

/**
 * EEI `callStatic`: sends a message that may not change state (EIP-214).
 *
 * Gas and result as `call` without value. Halts: negative gas, out of gas, a range outside memory.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#callstatic
 */
export function callStatic(
  frame: EwasmFrame,
  gas: bigint,
  addressOffset: number,
  dataOffset: number,
  dataLength: number,
): number {
  const { costs, message } = frame
  const account = readCallee(frame, gas, addressOffset)
  const input = readInput(frame, dataOffset, dataLength)
  frame.takeAccountAccess(account, costs.call)
  if (!mayNest(frame)) return callResult.failure

  return send(frame, gas, {
    kind: 'call',
    isStatic: true,
    recipient: account,
    sender: message.recipient,
    codeAddress: account,
    value: 0n,
    input,
    stipend: 0,
  })
}

function readCallee(frame: EwasmFrame, gas: bigint, addressOffset: number): Address {
  if (gas < 0n) halt(statusCode.argumentOutOfRange)
  return frame.readAddress(addressOffset >>> 0)
}

function send(frame: EwasmFrame, gas: bigint, request: CallRequest): number {
  const { stipend } = request
  const message = {
    kind: request.kind,
    isStatic: request.isStatic,
    depth: frame.message.depth + 1,
    gas: gasToForward(frame, gas) + BigInt(stipend),
    recipient: request.recipient,
    sender: request.sender,
    codeAddress: request.codeAddress,
    value: request.value,
    input: request.input,
    create2Salt: undefined,
    stackLeft: nestedStackLeft(frame),
  }
  const result = runNested(frame, message, stipend)
  frame.returnData = result.output
  return callResultOf(result)
}
