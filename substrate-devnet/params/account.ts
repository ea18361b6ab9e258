import { refuse } from '../../src/json-rpc/params/refuse.ts'
import { fromHex } from '../../src/primitives/hex.ts'
import { fromSs58 } from '../accounts/ss58.ts'

/** An account: an SS58 address of any chain, or its 32 bytes as hex. @throws RpcError */
export function account(value: unknown, path: string): Uint8Array {
  if (typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value)) return fromHex(value)
  const decoded = typeof value === 'string' ? fromSs58(value) : undefined
  if (decoded !== undefined) return decoded
  throw refuse(path, 'an SS58 address or 32 bytes as hex', value)
}
