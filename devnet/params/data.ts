import { refuse } from '../../src/json-rpc/params/refuse.ts'
import { type Address, address as toAddress } from '../../src/primitives/address.ts'
import { type Bytes32, bytes32, type Hash } from '../../src/primitives/bytes32.ts'
import { fromHex } from '../../src/primitives/hex.ts'

/**
 * Unformatted data: hex with 0x, two digits a byte.
 * @throws RpcError
 * @see https://ethereum.org/developers/docs/apis/json-rpc/#unformatted-data-encoding
 */
export function data(value: unknown, path: string): Uint8Array {
  if (!isHex(value)) throw refuse(path, 'data such as "0x00ff" (hex with 0x)', value)
  if (value.length % 2 !== 0) throw refuse(path, 'data with an even number of hex digits', value)
  return fromHex(value)
}

/** An address: 20 bytes. The checksum of mixed case is not asked for. @throws RpcError */
export function address(value: unknown, path: string): Address {
  if (isHex(value) && value.length === 42) return toAddress(fromHex(value))
  throw refuse(path, 'an address (0x and 40 hex digits)', value)
}

/** A hash: 32 bytes. @throws RpcError */
export function hash(value: unknown, path: string): Hash {
  if (isHex(value) && value.length === 66) return bytes32(fromHex(value))
  throw refuse(path, 'a hash (0x and 64 hex digits)', value)
}

/** A storage slot, as data or quantity of at most 32 bytes: `0x0` and a full word are both in use. @throws RpcError */
export function storageKey(value: unknown, path: string): Bytes32 {
  if (!isHex(value)) throw refuse(path, 'a storage key (0x and at most 64 hex digits)', value)
  if (value.length > 66) throw refuse(path, 'a storage key of at most 32 bytes', value)
  return bytes32(fromHex(value.slice(2).padStart(64, '0')))
}

function isHex(value: unknown): value is string {
  return typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value)
}
