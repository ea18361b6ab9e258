import { copyToMemory, words } from './copy-to-memory.ts'
import type { EwasmFrame } from './ewasm-frame.ts'

/**
 * EEI `getCodeSize`: size in bytes of the code that runs, as it was deployed.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getcodesize
 */
export function getCodeSize(frame: EwasmFrame): number {
  frame.takeGas(frame.costs.base)
  return frame.code.bytes.length
}

/**
 * EEI `codeCopy`: copies a range of the code that runs to memory.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#codecopy
 */
export function codeCopy(
  frame: EwasmFrame,
  resultOffset: number,
  codeOffset: number,
  length: number,
): void {
  copyToMemory(frame, frame.code.bytes, codeOffset, resultOffset, length)
}

/**
 * EEI `getExternalCodeSize`: size in bytes of an account's code.
 *
 * Gas: `externalCode`, account access (EIP-2929).
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getexternalcodesize
 */
export function getExternalCodeSize(frame: EwasmFrame, addressOffset: number): number {
  const account = frame.readAddress(addressOffset >>> 0)
  frame.takeAccountAccess(account, frame.costs.externalCode)
  return frame.host.getCode(account).length
}

/**
 * EEI `externalCodeCopy`: copies a range of an account's code to memory.
 *
 * Gas: `externalCode`, account access (EIP-2929), words copied.
 * Halts: the range outside the code, unless it is empty (as in Hera), or outside memory.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#externalcodecopy
 */
export function externalCodeCopy(
  frame: EwasmFrame,
  addressOffset: number,
  resultOffset: number,
  codeOffset: number,
  length: number,
): void {
  const size = length >>> 0
  frame.takeGas(frame.costs.copyWord * words(size))
  const account = frame.readAddress(addressOffset >>> 0)
  frame.takeAccountAccess(account, frame.costs.externalCode)
  const start = size === 0 ? 0 : codeOffset >>> 0
  frame.memory.copyIn(frame.host.getCode(account), start, resultOffset >>> 0, size)
}
