import { refuse } from '../../src/json-rpc/params/refuse.ts'
import { bytes } from './bytes.ts'

const PREFIX = Buffer.from(':child_storage:default:')

/** The key of a default child trie, which comes with its prefix and goes on without. @throws RpcError */
export function prefixedChildKey(value: unknown, path: string): Uint8Array {
  const key = bytes(value, path)
  if (Buffer.from(key).subarray(0, PREFIX.length).equals(PREFIX)) return key.subarray(PREFIX.length)
  throw refuse(path, 'a key that begins with ":child_storage:default:", as hex', value)
}
