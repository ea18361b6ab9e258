import { ADDRESS_LENGTH, type Address } from '../../primitives/address.ts'
import { ByteTable } from '../../primitives/byte-table.ts'
import { BYTES32_LENGTH, type CodeHash, type Hash } from '../../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import type { TrieAccount } from '../account.ts'
import type { StateView } from '../state-view.ts'
import { readTrie } from '../trie/read-trie.ts'
import type { TrieNodes } from '../trie/trie-nodes.ts'
import { decodeTrieAccount } from './account-record.ts'
import { decodeSlot, writeTrimmed } from './slot-value.ts'

/** A state of the past, read through the trie with its root: some five to eight reads an account, as many a slot. */
export class TrieView implements StateView {
  private readonly nodes: TrieNodes
  private readonly root: Hash
  private readonly codes: Pick<StateView, 'code'>
  private readonly addresses = new ByteTable(ADDRESS_LENGTH)
  private readonly accounts: (TrieAccount | undefined)[] = []

  constructor(nodes: TrieNodes, root: Hash, codes: Pick<StateView, 'code'>) {
    this.nodes = nodes
    this.root = root
    this.codes = codes
  }

  /** @throws TrieNodeMissingError when no state with this root was ever written */
  account(where: Address): TrieAccount | undefined {
    const account = this.addresses.insert(where, 0)
    if (account < this.accounts.length) return this.accounts[account]
    const leaf = readTrie(this.nodes, this.root, keccak256(where))
    const record = leaf && decodeTrieAccount(leaf)
    this.accounts.push(record)
    return record
  }

  storage(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const root = this.account(where)?.storageRoot ?? EMPTY_TRIE_ROOT
    const path = keccak256(key.subarray(keyOffset, keyOffset + BYTES32_LENGTH))
    const leaf = readTrie(this.nodes, root, path)
    writeTrimmed(leaf && decodeSlot(leaf), target, targetOffset)
  }

  hasStorage(where: Address): boolean {
    return !equalBytes(this.account(where)?.storageRoot ?? EMPTY_TRIE_ROOT, EMPTY_TRIE_ROOT)
  }

  code(codeHash: CodeHash): Uint8Array {
    return this.codes.code(codeHash)
  }
}
