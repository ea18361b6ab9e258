import { copyToMemory } from './copy-to-memory.ts'
import type { EwasmFrame } from './ewasm-frame.ts'

/**
 * EEI `getCallDataSize`: size of the call data in bytes.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getcalldatasize
 */
export function getCallDataSize(frame: EwasmFrame): number {
  frame.takeGas(frame.costs.base)
  return frame.callData.length
}

/**
 * EEI `callDataCopy`: copies a range of the call data to memory.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#calldatacopy
 */
export function callDataCopy(
  frame: EwasmFrame,
  resultOffset: number,
  dataOffset: number,
  length: number,
): void {
  copyToMemory(frame, frame.callData, dataOffset, resultOffset, length)
}
