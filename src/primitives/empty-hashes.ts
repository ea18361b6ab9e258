import type { Hash } from './bytes32.ts'
import { keccak256 } from './keccak256.ts'

/** Code hash of an account without code: `keccak256()`. */
export const EMPTY_CODE_HASH: Hash = keccak256(new Uint8Array(0))

/** Root of a trie that holds nothing: the hash of the RLP encoding of the empty string. */
export const EMPTY_TRIE_ROOT: Hash = keccak256(Uint8Array.of(0x80))
