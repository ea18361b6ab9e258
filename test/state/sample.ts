import { type Address, address } from '../../src/primitives/address.ts'
import { type Bytes32, bytes32 } from '../../src/primitives/bytes32.ts'
import type { StateView } from '../../src/state/state-view.ts'

/** The address 0x…n. */
export function addressOf(n: number): Address {
  const bytes = new Uint8Array(20)
  new DataView(bytes.buffer).setUint32(16, n)
  return address(bytes)
}

/** The word n. */
export function word(n: number): Bytes32 {
  const bytes = new Uint8Array(32)
  new DataView(bytes.buffer).setUint32(28, n)
  return bytes32(bytes)
}

/** The slot's value as a number; fails for values over 32 bits. */
export function slotOf(view: Pick<StateView, 'storage'>, at: Address, key: number): number {
  const target = new Uint8Array(34)
  view.storage(at, word(key), 0, target, 1)
  const value = BigInt(`0x${Buffer.from(target.subarray(1, 33)).toString('hex')}`)
  if (target[0] !== 0 || target[33] !== 0 || value > 0xffffffffn) throw new RangeError('slotOf')
  return Number(value)
}
