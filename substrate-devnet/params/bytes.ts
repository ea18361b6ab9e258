import { refuse } from '../../src/json-rpc/params/refuse.ts'
import { bytes32, type Hash } from '../../src/primitives/bytes32.ts'
import { fromHex } from '../../src/primitives/hex.ts'

/** Bytes as hex with 0x, two digits a byte; clients write none as `0x` or as nothing. @throws RpcError */
export function bytes(value: unknown, path: string): Uint8Array {
  if (typeof value === 'string' && /^(?:0x(?:[0-9a-fA-F]{2})*)?$/.test(value)) return fromHex(value)
  throw refuse(path, 'bytes such as "0x00ff" (hex with 0x, two digits a byte)', value)
}

/** A block hash: 32 bytes. @throws RpcError */
export function hash(value: unknown, path: string): Hash {
  if (typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value)) return bytes32(fromHex(value))
  throw refuse(path, 'a hash (0x and 64 hex digits)', value)
}

/** A text, such as the name of a runtime function. @throws RpcError */
export function text(value: unknown, path: string): string {
  if (typeof value === 'string') return value
  throw refuse(path, 'a text', value)
}

/** Whatever it is, unread. */
export function anything(value: unknown): unknown {
  return value
}
