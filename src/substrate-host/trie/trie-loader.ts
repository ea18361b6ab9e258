import { equalBytes } from '../../primitives/equal-bytes.ts'
import { decodeNode } from './decode-node.ts'
import { InvalidTrieNodeError } from './invalid-trie-node-error.ts'
import type { Nibbles } from './nibbles.ts'
import { HASH_LENGTH, isNamed, type TrieChild, type TrieNode } from './trie-node.ts'
import { TrieNodeMissingError } from './trie-node-missing-error.ts'

/** What the trie needs from outside. */
export interface TrieBackend {
  /** The record of the node with this hash below the first `depth` nibbles of `path`. */
  load(path: Nibbles, depth: number, hash: Uint8Array): Uint8Array | undefined
  /** BLAKE2b with 32 bytes of output. */
  hash(bytes: Uint8Array): Uint8Array
}

/** Nodes loaded or made since it was last set to 0: at most as many more are in memory. */
export interface NodeCount {
  nodes: number
}

/** Brings the named nodes of one space into memory. */
export class TrieLoader {
  readonly #backend: TrieBackend
  readonly count: NodeCount

  constructor(backend: TrieBackend, count: NodeCount = { nodes: 0 }) {
    this.#backend = backend
    this.count = count
  }

  hash(bytes: Uint8Array): Uint8Array {
    return this.#backend.hash(bytes)
  }

  /**
   * The node that `child` is or names, below the first `depth` nibbles of `path`.
   * @throws TrieNodeMissingError, InvalidTrieNodeError
   */
  node(child: TrieChild, path: Nibbles, depth: number): TrieNode {
    if (!isNamed(child)) return child
    this.count.nodes++
    return this.#decode(child, path, depth)
  }

  /** The child at `index` of `parent`, in memory from now on. `depth` counts the nibbles above the child. */
  child(parent: TrieNode, index: number, path: Nibbles, depth: number): TrieNode | undefined {
    const child = parent.children[index]
    if (child === undefined || !isNamed(child)) return child
    const node = this.node(child, path, depth)
    parent.children[index] = node
    return node
  }

  #decode(named: Uint8Array, path: Nibbles, depth: number): TrieNode {
    if (named.length < HASH_LENGTH) return decodeNode(named, named)
    const record = this.#backend.load(path, depth, named)
    if (record === undefined) throw new TrieNodeMissingError(named, depth)
    const node = decodeNode(record, named)
    this.#verify(node, record, named)
    return node
  }

  /** No root is ever made of a damaged node. */
  #verify({ value }: TrieNode, record: Uint8Array, named: Uint8Array): void {
    const behind = value?.kind === 'hashed' ? value.bytes.length : 0
    const encoding = record.subarray(0, record.length - behind)
    const isSound =
      equalBytes(this.hash(encoding), named) &&
      (value?.kind !== 'hashed' || equalBytes(this.hash(value.bytes), value.hash))
    if (!isSound) throw new InvalidTrieNodeError('its hash is another', 0)
  }
}
