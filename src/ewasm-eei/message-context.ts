import type { EwasmFrame } from './ewasm-frame.ts'

/**
 * EEI `getAddress`: writes the address of the running account (20 bytes).
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getaddress
 */
export function getAddress(frame: EwasmFrame, resultOffset: number): void {
  frame.takeGas(frame.costs.base)
  frame.memory.write(resultOffset >>> 0, frame.message.recipient)
}

/**
 * EEI `getCaller`: writes the sender of the message (20 bytes).
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getcaller
 */
export function getCaller(frame: EwasmFrame, resultOffset: number): void {
  frame.takeGas(frame.costs.base)
  frame.memory.write(resultOffset >>> 0, frame.message.sender)
}

/**
 * EEI `getCallValue`: writes the value of the message (u128).
 *
 * Halts also when the value needs more than 128 bits.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getcallvalue
 */
export function getCallValue(frame: EwasmFrame, resultOffset: number): void {
  frame.takeGas(frame.costs.base)
  frame.memory.writeU128(resultOffset >>> 0, frame.message.value)
}
