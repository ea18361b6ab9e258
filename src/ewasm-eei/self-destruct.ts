import { halt } from '../engine/halt.ts'
import { accessStatus } from '../engine/host.ts'
import { statusCode } from '../engine/status-code.ts'
import type { EwasmFrame } from './ewasm-frame.ts'

/**
 * EEI `selfDestruct`: registers the account for deletion in favour of a beneficiary, and ends the message with success.
 *
 * Gas: `selfDestruct`, a beneficiary that is not warm (EIP-2929), one that does not exist (as in Hera also when no
 * balance moves). Refund: until London.
 * Halts: out of gas, static mode, address outside memory.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#selfdestruct
 */
export function selfDestruct(frame: EwasmFrame, addressOffset: number): never {
  const { host, costs, message } = frame
  frame.takeGas(costs.selfDestruct)
  frame.requireNotStatic()
  const beneficiary = frame.readAddress(addressOffset >>> 0)
  if (costs.coldSelfDestruct !== 0 && host.accessAccount(beneficiary) === accessStatus.cold) {
    frame.takeGas(costs.coldSelfDestruct)
  }
  if (!host.accountExists(beneficiary)) frame.takeGas(costs.callNewAccount)
  if (host.selfdestruct(message.recipient, beneficiary)) {
    frame.gasRefund += costs.selfDestructRefund
  }
  return halt(statusCode.success)
}
