import type { EwasmFrame } from './ewasm-frame.ts'

/**
 * EEI `getExternalBalance`: writes the balance of an account (u128).
 *
 * Gas: `balance`, account access (EIP-2929).
 * Halts also when the balance needs more than 128 bits.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getexternalbalance
 */
export function getExternalBalance(
  frame: EwasmFrame,
  addressOffset: number,
  resultOffset: number,
): void {
  const account = frame.readAddress(addressOffset >>> 0)
  frame.takeAccountAccess(account, frame.costs.balance)
  frame.memory.writeU128(resultOffset >>> 0, frame.host.getBalance(account))
}
