import { equalBytes } from '../../primitives/equal-bytes.ts'
import { decodeNode } from '../trie/decode-node.ts'
import { encodeNode } from '../trie/encode-node.ts'
import { InvalidTrieNodeError } from '../trie/invalid-trie-node-error.ts'
import { commonLength, type Nibbles, toNibbles } from '../trie/nibbles.ts'
import type { StateVersion } from '../trie/state-trie.ts'
import { HASH_LENGTH, type MerkleValue, type TrieNode, type TrieValue } from '../trie/trie-node.ts'
import type { TrieHash } from './trie-root.ts'

const LARGEST_INLINE = 32

/** A key with its value, and the nodes on the way to it from the root on. */
export interface ProvenValue {
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly key: Uint8Array
  readonly value: Uint8Array
}

/**
 * Whether the nodes prove that the trie with this root has `value` at `key`.
 *
 * What the verifier can compute is left out of them, as trie-db's `generate_proof` does: the value that is proved (empty
 * in a leaf, none in a branch), and the names of children that are nodes of the proof themselves (empty).
 */
export function verifyProof(proven: ProvenValue, hash: TrieHash, version: StateVersion): boolean {
  const rebuilding = new Rebuilding(proven, hash, version)
  try {
    return rebuilding.matches(proven.root)
  } catch (error) {
    if (error instanceof InvalidTrieNodeError) return false
    throw error
  }
}

/** Puts back what was left out, from the value upwards. `undefined` where the proof does not fit. */
class Rebuilding {
  readonly #nodes: Iterator<Uint8Array>
  readonly #key: Nibbles
  readonly #value: TrieValue
  readonly #hash: TrieHash

  constructor({ proof, key, value }: ProvenValue, hash: TrieHash, version: StateVersion) {
    const isInline = version === 0 || value.length <= LARGEST_INLINE
    this.#nodes = proof[Symbol.iterator]()
    this.#key = toNibbles(key)
    this.#value = isInline
      ? { kind: 'inline', bytes: value }
      : { kind: 'hashed', bytes: value, hash: hash(value) }
    this.#hash = hash
  }

  matches(root: Uint8Array): boolean {
    const found = this.#nextNode(0)
    return found !== undefined && this.#nodes.next().done === true && equalBytes(found, root)
  }

  /** The hash of the next node of the proof, which is below `depth` nibbles of the key. */
  #nextNode(depth: number): Uint8Array | undefined {
    const { value: encoded, done } = this.#nodes.next()
    if (done === true) return undefined
    const rebuilt = this.#rebuild(encoded, depth)
    return rebuilt && this.#hash(rebuilt)
  }

  #rebuild(encoded: Uint8Array, depth: number): Uint8Array | undefined {
    const node = decodeNode(encoded, encoded)
    const end = depth + node.partial.length
    if (commonLength(node.partial, this.#key, depth) < node.partial.length) return undefined
    if (end === this.#key.length) return this.#withValue(node)
    const index = this.#key[end] as number
    const child = node.children[index] as MerkleValue | undefined
    const name = child && this.#nameOf(child, end + 1)
    if (name === undefined) return undefined
    const children = (node.children as (MerkleValue | undefined)[]).with(index, name)
    return encodeNode({ partial: node.partial, value: node.value, children })
  }

  /** A child that is in its parent whole is no node of the proof; one that is only named should be. */
  #nameOf(child: MerkleValue, depth: number): MerkleValue | undefined {
    if (child.length === 0) return this.#nextNode(depth)
    if (child.length === HASH_LENGTH) return undefined
    const rebuilt = this.#rebuild(child, depth)
    return rebuilt === undefined || rebuilt.length > HASH_LENGTH ? undefined : rebuilt
  }

  #withValue({ partial, value, children }: TrieNode): Uint8Array | undefined {
    const isLeftOut =
      children.length === 0
        ? value?.kind === 'inline' && value.bytes.length === 0
        : value === undefined
    if (!isLeftOut) return undefined
    const names = children as (MerkleValue | undefined)[]
    return encodeNode({ partial, value: this.#value, children: names })
  }
}
