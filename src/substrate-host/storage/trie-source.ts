import { blake2b256 } from '../hashing/blake2b.ts'
import type { Nibbles } from '../trie/nibbles.ts'
import { StateTrie } from '../trie/state-trie.ts'
import { type NodeCount, TrieLoader } from '../trie/trie-loader.ts'
import { type NodeSpace, nodeKey } from './node-key.ts'

/** Where the records of nodes are. */
export interface NodeSource {
  load(key: Uint8Array): Uint8Array | undefined
}

/** The tries over one store. */
export class TrieSource {
  readonly #nodes: NodeSource
  /** Of all tries together. */
  readonly count: NodeCount = { nodes: 0 }

  constructor(nodes: NodeSource) {
    this.#nodes = nodes
  }

  /** The trie with this root in a space; `undefined` for the empty one. */
  trie(space: NodeSpace, root: Uint8Array | undefined): StateTrie {
    const load = (path: Nibbles, depth: number, hash: Uint8Array): Uint8Array | undefined =>
      this.#nodes.load(nodeKey(space, { path: path.subarray(0, depth), hash }))
    return StateTrie.at(new TrieLoader({ load, hash: blake2b256 }, this.count), root)
  }
}
