import { equalBytes } from '../../primitives/equal-bytes.ts'
import { TrieCommit } from './commit-trie.ts'
import { compareTries, type TrieDifference } from './compare-tries.ts'
import { EMPTY_TRIE } from './encode-node.ts'
import { nextKeyIn } from './next-key.ts'
import { NO_NIBBLES, toKey, toNibbles } from './nibbles.ts'
import { proofOf } from './prove-trie.ts'
import { nodeAt } from './read-trie.ts'
import type { TrieChanges } from './trie-change.ts'
import { TrieEdit } from './trie-edit.ts'
import type { TrieLoader } from './trie-loader.ts'
import {
  isNamed,
  type MerkleValue,
  type TrieChild,
  type TrieNode,
  type TrieValue,
} from './trie-node.ts'
import { trimTrie } from './trim-trie.ts'

/** Version of the state: in version 1 a node holds of values from 33 bytes on only their hash. */
export type StateVersion = 0 | 1

const LARGEST_INLINE = 32

/**
 * The state trie as it is in memory: nodes are loaded when they are needed; `commit` hashes what has changed, once, and
 * says what the store has to add and may remove. Other tries over the same nodes do not notice.
 * @see https://spec.polkadot.network/chap-state#sect-state-storage
 */
export class StateTrie {
  readonly #loader: TrieLoader
  #edit: TrieEdit
  #root: TrieChild | undefined

  private constructor(loader: TrieLoader, root: TrieChild | undefined) {
    this.#loader = loader
    this.#edit = new TrieEdit(loader)
    this.#root = root
  }

  /** The trie with this root; `undefined` for the empty one. */
  static at(loader: TrieLoader, root: Uint8Array | undefined): StateTrie {
    const isEmpty = root === undefined || equalBytes(root, loader.hash(EMPTY_TRIE))
    return new StateTrie(loader, isEmpty ? undefined : root)
  }

  /** Another trie over the same nodes, those of the last commit: nothing has changed since. */
  fork(): StateTrie {
    return new StateTrie(this.#loader, this.#root)
  }

  /** Whether there is no key in it. */
  get isEmpty(): boolean {
    return this.#root === undefined
  }

  /** The value at `key`. */
  get(key: Uint8Array): Uint8Array | undefined {
    const root = this.#loadRoot()
    return root && nodeAt(this.#loader, root, toNibbles(key))?.value?.bytes
  }

  /** The smallest key above `key`. */
  nextKey(key: Uint8Array): Uint8Array | undefined {
    const root = this.#loadRoot()
    const next = root && nextKeyIn(this.#loader, root, toNibbles(key))
    return next && toKey(next)
  }

  /** The nodes that prove what is at `key`; of a committed trie. */
  proof(key: Uint8Array): Iterable<Uint8Array> {
    const root = this.#loadRoot()
    return root === undefined ? [] : proofOf(this.#loader, root, toNibbles(key))
  }

  /** What differs in `after`; both are committed. */
  differences(after: StateTrie): Iterable<TrieDifference> {
    return compareTries(this.#loader, this.#loadRoot(), after.#loadRoot())
  }

  /** Sets the value at `key`. Nothing is done when it is there already: runtimes often write what they have read. */
  insert(key: Uint8Array, value: Uint8Array, version: StateVersion): void {
    const nibbles = toNibbles(key)
    const kind = version === 0 || value.length <= LARGEST_INLINE ? 'inline' : 'hashed'
    const root = this.#loadRoot()
    const known = root && nodeAt(this.#loader, root, nibbles)?.value
    if (known?.kind === kind && equalBytes(known.bytes, value)) return
    this.#root = this.#edit.insert(this.#root, nibbles, 0, this.#value(kind, value))
  }

  /** Removes `key` and its value; nothing happens when it is not there. */
  remove(key: Uint8Array): void {
    if (this.#root !== undefined) this.#root = this.#edit.remove(this.#root, toNibbles(key), 0)
  }

  /** Hashes what has changed since the last commit. */
  commit(): TrieChanges {
    const commit = new TrieCommit(this.#loader)
    const { removals } = this.#edit
    this.#edit = new TrieEdit(this.#loader)
    const root = this.#commitRoot(commit)
    this.#loader.count.nodes += commit.insertions.length
    return { root, insertions: commit.insertions, removals }
  }

  /** Lets go of nodes of a committed trie, the deepest first, until at most `most` are in memory. */
  trim(most: number): void {
    if (this.#root !== undefined && !isNamed(this.#root)) trimTrie(this.#root, most)
  }

  #commitRoot(commit: TrieCommit): MerkleValue {
    if (this.#root === undefined) return this.#loader.hash(EMPTY_TRIE)
    return isNamed(this.#root) ? this.#root : commit.root(this.#root)
  }

  #loadRoot(): TrieNode | undefined {
    if (this.#root === undefined) return undefined
    const root = this.#loader.node(this.#root, NO_NIBBLES, 0)
    this.#root = root
    return root
  }

  #value(kind: TrieValue['kind'], bytes: Uint8Array): TrieValue {
    return kind === 'inline' ? { kind, bytes } : { kind, hash: this.#loader.hash(bytes), bytes }
  }
}
