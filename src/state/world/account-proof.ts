import type { Address } from '../../primitives/address.ts'
import { toBigint } from '../../primitives/big-endian.ts'
import type { Bytes32, CodeHash, Hash } from '../../primitives/bytes32.ts'
import { EMPTY_CODE_HASH, EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import type { Wei } from '../../primitives/quantity.ts'
import { proveTrie } from '../trie/prove-trie.ts'
import { readTrie } from '../trie/read-trie.ts'
import type { TrieNodes } from '../trie/trie-nodes.ts'
import { decodeTrieAccount } from './account-record.ts'
import { decodeSlot } from './slot-value.ts'

/** A slot with what proves its value against the account's storage root. */
export interface StorageProof {
  readonly key: Bytes32
  readonly value: bigint
  readonly proof: readonly Uint8Array[]
}

/** An account with what proves it against a state root: the result of `eth_getProof` (EIP-1186) as plain data. */
export interface AccountProof {
  readonly address: Address
  readonly balance: Wei
  readonly nonce: bigint
  readonly codeHash: CodeHash
  readonly storageHash: Hash
  /** Trie nodes from the state root on. */
  readonly accountProof: readonly Uint8Array[]
  readonly storageProof: readonly StorageProof[]
}

/**
 * Proves the account and the slots in the state with this root. An account that does not exist is proved to be absent,
 * and reads as an empty one.
 * @throws TrieNodeMissingError
 */
export function proveAccount(
  nodes: TrieNodes,
  root: Hash,
  address: Address,
  keys: readonly Bytes32[],
): AccountProof {
  const path = keccak256(address)
  const leaf = readTrie(nodes, root, path)
  const account = leaf && decodeTrieAccount(leaf)
  const storageHash = account?.storageRoot ?? EMPTY_TRIE_ROOT
  return {
    address,
    balance: account?.balance ?? 0n,
    nonce: account?.nonce ?? 0n,
    codeHash: account?.codeHash ?? EMPTY_CODE_HASH,
    storageHash,
    accountProof: proveTrie(nodes, root, path),
    storageProof: keys.map((key) => proveSlot(nodes, storageHash, key)),
  }
}

function proveSlot(nodes: TrieNodes, storageRoot: Hash, key: Bytes32): StorageProof {
  const path = keccak256(key)
  const leaf = readTrie(nodes, storageRoot, path)
  return {
    key,
    value: leaf === undefined ? 0n : toBigint(decodeSlot(leaf)),
    proof: proveTrie(nodes, storageRoot, path),
  }
}
