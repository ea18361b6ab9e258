import { copyToMemory } from './copy-to-memory.ts'
import type { EwasmFrame } from './ewasm-frame.ts'

/**
 * EEI `getReturnDataSize`: size in bytes of what the last call or create left.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getreturndatasize
 */
export function getReturnDataSize(frame: EwasmFrame): number {
  frame.takeGas(frame.costs.base)
  return frame.returnData.length
}

/**
 * EEI `returnDataCopy`: copies a range of the return data buffer to memory.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#returndatacopy
 */
export function returnDataCopy(
  frame: EwasmFrame,
  resultOffset: number,
  dataOffset: number,
  length: number,
): void {
  copyToMemory(frame, frame.returnData, dataOffset, resultOffset, length)
}
