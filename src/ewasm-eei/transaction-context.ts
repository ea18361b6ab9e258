import type { EwasmFrame } from './ewasm-frame.ts'

/**
 * EEI `getTxGasPrice`: writes the gas price of the transaction (u128).
 *
 * Halts also when the price needs more than 128 bits.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#gettxgasprice
 */
export function getTxGasPrice(frame: EwasmFrame, valueOffset: number): void {
  frame.takeGas(frame.costs.base)
  frame.memory.writeU128(valueOffset >>> 0, frame.host.getTxContext().gasPrice)
}

/**
 * EEI `getTxOrigin`: writes the sender of the transaction (20 bytes).
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#gettxorigin
 */
export function getTxOrigin(frame: EwasmFrame, resultOffset: number): void {
  frame.takeGas(frame.costs.base)
  frame.memory.write(resultOffset >>> 0, frame.host.getTxContext().origin)
}
