import { halt } from '../engine/halt.ts'
import { statusCode } from '../engine/status-code.ts'
import { type EwasmFrame, MAX_CHARGE } from './ewasm-frame.ts'

/**
 * EEI `useGas`: takes `amount` from the gas left, and nothing for itself.
 *
 * Halts: negative amount, out of gas.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#usegas
 */
export function useGas(frame: EwasmFrame, amount: bigint): void {
  if (amount < 0n) halt(statusCode.argumentOutOfRange)
  if (amount <= MAX_CHARGE) {
    frame.takeGas(Number(amount))
    return
  }
  if (amount > frame.gasLeft()) halt(statusCode.outOfGas)
  frame.settleGas(amount)
}

/**
 * EEI `getGasLeft`: the gas left after this call was paid for.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getgasleft
 */
export function getGasLeft(frame: EwasmFrame): bigint {
  frame.takeGas(frame.costs.base)
  return frame.gasLeft()
}
