import { concatBytes } from '../../primitives/concat-bytes.ts'
import { startsWith } from '../../primitives/starts-with.ts'

/** What the names of keys begin with where roots of child tries are: a runtime may not write there by itself. */
export const CHILD_STORAGE_NAME = ':child_storage:'

const CHILD_STORAGE_PREFIX = new TextEncoder().encode(CHILD_STORAGE_NAME)

/** What the keys of the roots of default child tries begin with: the child's storage key follows. */
export const DEFAULT_CHILD_PREFIX: Uint8Array = new TextEncoder().encode(':child_storage:default:')

/** The key in the state trie under which the root of a default child trie is. */
export function childRootKey(child: Uint8Array): Uint8Array {
  return concatBytes([DEFAULT_CHILD_PREFIX, child])
}

/** Whether keys that begin with `prefix` may be roots of child tries. */
export function touchesChildStorage(prefix: Uint8Array): boolean {
  return startsWith(prefix, CHILD_STORAGE_PREFIX) || startsWith(CHILD_STORAGE_PREFIX, prefix)
}
