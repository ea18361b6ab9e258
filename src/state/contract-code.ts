import type { CodeHash } from '../primitives/bytes32.ts'
import { EMPTY_CODE_HASH } from '../primitives/empty-hashes.ts'

/** Code with its hash, as one object: the engine remembers what it compiled by the identity of this object. */
export interface ContractCode {
  readonly bytes: Uint8Array
  readonly hash: CodeHash
}

/** The code of an account that has none. */
export const EMPTY_CODE: ContractCode = { bytes: new Uint8Array(0), hash: EMPTY_CODE_HASH }
