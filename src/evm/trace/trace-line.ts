import { toHex } from '../../primitives/hex.ts'
import type { EvmStep } from './evm-step.ts'

/**
 * A step as a line of JSON, without memory.
 * @see https://eips.ethereum.org/EIPS/eip-3155
 */
export function traceLine(step: EvmStep): string {
  const { pc, op, gas, gasCost, memorySize, stack, depth, returnData, refund, opName, error } = step
  return JSON.stringify({
    pc,
    op,
    gas: quantity(gas),
    gasCost: quantity(gasCost),
    memSize: memorySize,
    stack: stack.map(quantity),
    depth,
    returnData: toHex(returnData),
    refund: quantity(BigInt(refund)),
    opName,
    ...(error === undefined ? {} : { error }),
  })
}

function quantity(value: bigint): string {
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`
}
