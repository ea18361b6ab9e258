import { encodeNode } from './encode-node.ts'
import type { Nibbles } from './nibbles.ts'
import type { TrieInsertion } from './trie-change.ts'
import type { TrieLoader } from './trie-loader.ts'
import { HASH_LENGTH, isNamed, type MerkleValue, type TrieNode } from './trie-node.ts'

const NOTHING = new Uint8Array(0)

/** Names the nodes that an edit has made: each is encoded and hashed once, after everything below it. */
export class TrieCommit {
  readonly #loader: TrieLoader
  /** What the store lacks. */
  readonly insertions: TrieInsertion[] = []
  /** Nibbles on the way to the node at hand. */
  #path: Nibbles = new Uint8Array(256)

  constructor(loader: TrieLoader) {
    this.#loader = loader
  }

  /** The merkle value of a root, which is a hash however short the root is. */
  root(node: TrieNode): MerkleValue {
    node.merkleValue ??= this.#store(node, this.#encode(node, 0), 0)
    return node.merkleValue
  }

  /** Names a node below the first `depth` nibbles of the path. */
  #node(node: TrieNode, depth: number): void {
    const encoding = this.#encode(node, depth)
    node.merkleValue = encoding.length < HASH_LENGTH ? encoding : this.#store(node, encoding, depth)
  }

  #encode(node: TrieNode, depth: number): Uint8Array {
    const { partial, children } = node
    const end = depth + partial.length
    this.#reserve(end + 1)
    for (let index = 0; index < children.length; index++) {
      const child = children[index]
      if (child === undefined || isNamed(child) || child.merkleValue !== undefined) continue
      this.#path.set(partial, depth)
      this.#path[end] = index
      this.#node(child, end + 1)
    }
    return encodeNode(node)
  }

  #store({ value }: TrieNode, encoding: Uint8Array, depth: number): MerkleValue {
    const hash = this.#loader.hash(encoding)
    const behind = value?.kind === 'hashed' ? value.bytes : NOTHING
    this.insertions.push({ path: this.#path.slice(0, depth), hash, encoding, behind })
    return hash
  }

  #reserve(length: number): void {
    if (length <= this.#path.length) return
    const longer = new Uint8Array(2 * length)
    longer.set(this.#path)
    this.#path = longer
  }
}
