import { listOf } from '../../src/json-rpc/params/list.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import type { StorageChange } from '../../src/substrate-host/storage-changes.ts'
import { bytes } from './bytes.ts'

const MAX_ENTRIES = 100_000

/** Keys and their new values, `[["0x…", "0x…"], ["0x…", null]]`: null removes. @throws RpcError */
export const storageEntries = listOf((value, path): StorageChange => {
  if (!Array.isArray(value) || value.length !== 2) {
    throw refuse(path, 'a key and its value, ["0x…", "0x…" or null]', value)
  }
  const [key, content]: unknown[] = value
  return {
    key: bytes(key, `${path}[0]`),
    value: content === null ? undefined : bytes(content, `${path}[1]`),
  }
}, MAX_ENTRIES)
