import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import { readCompact } from '../../src/primitives/scale/compact.ts'
import { chainErrorCode } from '../chain-error-code.ts'
import { bytes } from './bytes.ts'

/**
 * An encoded extrinsic, its length before it. What is behind the length only the runtime can read.
 * @throws RpcError `badFormat` when the length is not that of the rest
 */
export function extrinsic(value: unknown, path: string): Uint8Array {
  const encoded = bytes(value, path)
  const length = readCompact(encoded, 0)
  if (length !== undefined && length.length + length.value === encoded.length) return encoded
  const found =
    length === undefined
      ? `it does not begin with a length (${encoded.length} bytes)`
      : `it says that ${length.value} bytes follow, and ${encoded.length - length.length} do`
  throw new RpcError(chainErrorCode.badFormat, `Extrinsic has invalid format: ${found}`)
}
