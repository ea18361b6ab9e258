import { refuse } from '../../src/json-rpc/params/refuse.ts'
import { startsWith } from '../../src/primitives/starts-with.ts'
import { DEFAULT_CHILD_PREFIX } from '../../src/substrate-host/overlay/child-storage-key.ts'
import { bytes } from './bytes.ts'

/** The key of a default child trie, which comes with its prefix and goes on without. @throws RpcError */
export function prefixedChildKey(value: unknown, path: string): Uint8Array {
  const key = bytes(value, path)
  if (startsWith(key, DEFAULT_CHILD_PREFIX)) return key.subarray(DEFAULT_CHILD_PREFIX.length)
  throw refuse(path, 'a key that begins with ":child_storage:default:", as hex', value)
}
