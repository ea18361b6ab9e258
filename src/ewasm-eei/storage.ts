import { halt } from '../engine/halt.ts'
import { accessStatus } from '../engine/host.ts'
import { statusCode } from '../engine/status-code.ts'
import { BYTES32_LENGTH } from '../primitives/bytes32.ts'
import type { EwasmFrame } from './ewasm-frame.ts'

/**
 * EEI `storageLoad`: writes the 32-byte value of the slot at `pathOffset` to `resultOffset`.
 *
 * Gas: SLOAD at the frame's revision (EIP-1884, EIP-2929).
 * Halts: out of gas, either range outside memory.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#storageload
 */
export function storageLoad(frame: EwasmFrame, pathOffset: number, resultOffset: number): void {
  const { host, costs, memory, message } = frame
  frame.takeGas(costs.storageLoad)
  // Wasm's i32 arrives signed; `>>> 0` is the unsigned offset that the specification means.
  const path = pathOffset >>> 0
  const result = resultOffset >>> 0
  memory.check(path, BYTES32_LENGTH)
  memory.check(result, BYTES32_LENGTH)
  const bytes = memory.bytes
  if (costs.coldStorageLoad !== 0) {
    const access = host.accessStorage(message.recipient, bytes, path)
    if (access === accessStatus.cold) frame.takeGas(costs.coldStorageLoad)
  }
  host.getStorage(message.recipient, bytes, path, bytes, result)
}

/**
 * EEI `storageStore`: writes the 32-byte value at `valueOffset` to the slot at `pathOffset`.
 *
 * Gas: SSTORE at the frame's revision (EIP-2200, EIP-2929, EIP-3529). It is charged after the write, whose status
 * decides it: out of gas rolls the write back with everything else.
 * Halts: static mode, out of gas, either range outside memory.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#storagestore
 */
export function storageStore(frame: EwasmFrame, pathOffset: number, valueOffset: number): void {
  const { host, costs, memory, message } = frame
  frame.requireNotStatic()
  if (costs.storageStoreSentry !== 0 && frame.gasLeft() <= costs.storageStoreSentry) {
    halt(statusCode.outOfGas)
  }
  const path = pathOffset >>> 0
  const value = valueOffset >>> 0
  memory.check(path, BYTES32_LENGTH)
  memory.check(value, BYTES32_LENGTH)
  const bytes = memory.bytes
  if (costs.coldStorageStore !== 0) {
    const access = host.accessStorage(message.recipient, bytes, path)
    if (access === accessStatus.cold) frame.takeGas(costs.coldStorageStore)
  }
  const status = host.setStorage(message.recipient, bytes, path, bytes, value)
  // The status is an index of both arrays: they have a row for each.
  frame.takeGas(costs.storageStore.gas[status] as number)
  frame.gasRefund += costs.storageStore.refund[status] as number
}
