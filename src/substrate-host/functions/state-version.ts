import { MalformedScaleError } from '../../primitives/scale/malformed-scale-error.ts'
import type { StateVersion } from '../trie/state-trie.ts'

/**
 * The version of a trie that the runtime passed.
 * @throws MalformedScaleError
 */
export function stateVersion(version: number): StateVersion {
  if (version === 0 || version === 1) return version
  throw new MalformedScaleError('a StateVersion', 0)
}
