import { halt } from '../engine/halt.ts'
import { type StatusCode, statusCode } from '../engine/status-code.ts'
import type { EwasmFrame } from './ewasm-frame.ts'

/**
 * EEI `finish`: ends the message with success and the given output. Free of charge.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#finish
 */
export function finish(frame: EwasmFrame, dataOffset: number, dataLength: number): never {
  return endWith(frame, statusCode.success, dataOffset, dataLength)
}

/**
 * EEI `revert`: ends the message, rolls it back and keeps the gas left. Free of charge.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#revert
 */
export function revert(frame: EwasmFrame, dataOffset: number, dataLength: number): never {
  return endWith(frame, statusCode.revert, dataOffset, dataLength)
}

/** `finish` where the contract returns after it, see `returnAfterHalt`. */
export function finishAndReturn(frame: EwasmFrame, dataOffset: number, dataLength: number): void {
  frame.output = frame.memory.read(dataOffset >>> 0, dataLength >>> 0)
  frame.end(statusCode.success)
}

/** `revert` where the contract returns after it, see `returnAfterHalt`. */
export function revertAndReturn(frame: EwasmFrame, dataOffset: number, dataLength: number): void {
  frame.output = frame.memory.read(dataOffset >>> 0, dataLength >>> 0)
  frame.end(statusCode.revert)
}

function endWith(frame: EwasmFrame, status: StatusCode, offset: number, length: number): never {
  frame.output = frame.memory.read(offset >>> 0, length >>> 0)
  return halt(status)
}
