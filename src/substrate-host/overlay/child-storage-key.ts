import { concatBytes } from '../../primitives/concat-bytes.ts'
import { startsWith } from './compare-bytes.ts'

const CHILD_STORAGE_PREFIX = new TextEncoder().encode(':child_storage:')
const DEFAULT_CHILD_PREFIX = new TextEncoder().encode(':child_storage:default:')

/** The key in the state trie under which the root of a default child trie is. */
export function childRootKey(child: Uint8Array): Uint8Array {
  return concatBytes([DEFAULT_CHILD_PREFIX, child])
}

/** Whether `key` is where roots of child tries are: a runtime may not write there by itself. */
export function isChildStorageKey(key: Uint8Array): boolean {
  return startsWith(key, CHILD_STORAGE_PREFIX)
}

/** Whether keys that begin with `prefix` may be roots of child tries. */
export function touchesChildStorage(prefix: Uint8Array): boolean {
  return startsWith(prefix, CHILD_STORAGE_PREFIX) || startsWith(CHILD_STORAGE_PREFIX, prefix)
}
