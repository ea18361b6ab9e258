import { ScaleError } from '../scale-reader.ts'
import type { StateVersion } from '../trie/state-trie.ts'

/**
 * The version of a trie that the runtime passed.
 * @throws ScaleError
 */
export function stateVersion(version: number): StateVersion {
  if (version === 0 || version === 1) return version
  throw new ScaleError('StateVersion', Uint8Array.of(version))
}
