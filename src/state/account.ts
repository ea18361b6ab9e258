import type { CodeHash, Hash } from '../primitives/bytes32.ts'
import type { Wei } from '../primitives/quantity.ts'

/** An account as it is committed, without its storage (Yellow Paper, section 4.1). */
export interface Account {
  /** 0 to 2^64 - 2 (EIP-2681). */
  readonly nonce: bigint
  readonly balance: Wei
  readonly codeHash: CodeHash
}

/** An account as a leaf of the state trie: `[nonce, balance, storageRoot, codeHash]`. */
export interface TrieAccount extends Account {
  readonly storageRoot: Hash
}
