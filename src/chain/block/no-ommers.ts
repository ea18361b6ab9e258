import { keccak256 } from '../../primitives/keccak256.ts'
import { encodeRlp } from '../../primitives/rlp.ts'

/** Hash of an empty list of ommers. */
export const NO_OMMERS_HASH = keccak256(encodeRlp([]))
