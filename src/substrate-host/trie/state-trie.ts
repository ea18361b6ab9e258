import { decodeNode } from './decode-node.ts'
import { EMPTY_TRIE, encodeNode } from './encode-node.ts'
import { commonLength, type Nibbles, toNibbles } from './nibbles.ts'
import type { TrieChanges, TrieInsertion, TrieKey } from './trie-change.ts'
import {
  HASH_LENGTH,
  isNamed,
  type MerkleValue,
  newNode,
  type TrieChild,
  type TrieNode,
  type TrieValue,
} from './trie-node.ts'
import { TrieNodeMissingError } from './trie-node-missing-error.ts'

/** Version of the state: in version 1 values from 33 bytes on are stored by themselves. */
export type StateVersion = 0 | 1

/** What the trie needs from outside. */
export interface TrieBackend {
  /** What is stored there. */
  load(key: TrieKey): Uint8Array | undefined
  /** BLAKE2b with 32 bytes of output. */
  hash(bytes: Uint8Array): Uint8Array
}

const LARGEST_INLINE = 32
const NO_NIBBLES: Nibbles = new Uint8Array(0)
const NO_CHILDREN: readonly undefined[] = []

/**
 * The state trie as it is in memory: nodes are loaded when they are needed and changed in place; `commit` hashes what has
 * changed, once, and says what the store has to add and may remove.
 * @see https://spec.polkadot.network/chap-state#sect-state-storage
 */
export class StateTrie {
  readonly #backend: TrieBackend
  #root: TrieChild | undefined
  #removals: TrieKey[] = []
  #loaded = 0

  /** The trie with this root, `undefined` for the empty one. */
  constructor(backend: TrieBackend, root: Uint8Array | undefined) {
    this.#backend = backend
    this.#root = root
  }

  /** Nodes in memory that could be loaded again; `forget` lets them go. */
  get loaded(): number {
    return this.#loaded
  }

  /** The value at `key`. Those that are stored by themselves are loaded. */
  get(key: Uint8Array): Uint8Array | undefined {
    const nibbles = toNibbles(key)
    let node = this.#loadRoot()
    let offset = 0
    while (node !== undefined) {
      const { partial, value } = node
      if (commonLength(partial, nibbles, offset) < partial.length) return undefined
      offset += partial.length
      if (offset === nibbles.length) return value && this.#bytesOf(value, nibbles)
      offset++
      node = this.#loadChild(node, nibbles.subarray(0, offset))
    }
    return undefined
  }

  /** Sets the value at `key`. */
  insert(key: Uint8Array, value: Uint8Array, version: StateVersion): void {
    const nibbles = toNibbles(key)
    const made = this.#value(value, version)
    this.#root = this.#insert(this.#root, nibbles, 0, made)
  }

  /** Removes `key` and its value; nothing happens when it is not there. */
  remove(key: Uint8Array): void {
    if (this.#root !== undefined) this.#root = this.#remove(this.#root, toNibbles(key), 0)
  }

  /** Hashes what has changed since the last commit. */
  commit(): TrieChanges {
    const insertions: TrieInsertion[] = []
    const root = this.#commitRoot(insertions)
    const removals = this.#removals
    this.#removals = []
    return { root, ...withoutReturned(insertions, removals) }
  }

  /** Lets go of the nodes in memory, once what the last commit added is in the store. */
  forget(): void {
    if (this.#root !== undefined && !isNamed(this.#root)) {
      this.#root = this.#root.merkleValue ?? this.#root
    }
    this.#loaded = 0
  }

  // Reading

  #loadRoot(): TrieNode | undefined {
    if (this.#root !== undefined) this.#root = this.#node(this.#root, NO_NIBBLES)
    return this.#root as TrieNode | undefined
  }

  /** The child that the last nibble of `path` names, kept in memory from now on. */
  #loadChild({ children }: TrieNode, path: Nibbles): TrieNode | undefined {
    const index = path.at(-1) as number
    const child = children[index]
    if (child === undefined) return undefined
    const node = this.#node(child, path)
    children[index] = node
    return node
  }

  #node(child: TrieChild, path: Nibbles): TrieNode {
    if (!isNamed(child)) return child
    const node = decodeNode(this.#encodingOf(child, path))
    node.merkleValue = child
    this.#loaded++
    return node
  }

  #encodingOf(named: MerkleValue, path: Nibbles): Uint8Array {
    if (named.length < HASH_LENGTH) return named
    const bytes = this.#backend.load({ path, hash: named })
    if (bytes === undefined) throw new TrieNodeMissingError(named, path.length)
    return bytes
  }

  #bytesOf(value: TrieValue, path: Nibbles): Uint8Array {
    if (value.kind === 'inline') return value.bytes
    if (value.bytes !== undefined) return value.bytes
    const bytes = this.#backend.load({ path, hash: value.hash })
    if (bytes === undefined) throw new TrieNodeMissingError(value.hash, path.length)
    return bytes
  }

  // Changing

  #value(bytes: Uint8Array, version: StateVersion): TrieValue {
    if (version === 0 || bytes.length <= LARGEST_INLINE) return { kind: 'inline', bytes }
    return { kind: 'hashed', hash: this.#backend.hash(bytes), bytes }
  }

  /** The node at `path`, about to be changed: what the store has of it is of the state before. */
  #changing(child: TrieChild, path: Nibbles): TrieNode {
    const node = this.#node(child, path)
    const { merkleValue } = node
    if (merkleValue === undefined) return node
    // A root is stored even where it is short; it is then named by its hash all the same.
    if (merkleValue.length === HASH_LENGTH) this.#removals.push({ path: path.slice(), hash: merkleValue }) // biome-ignore format: one row
    node.merkleValue = undefined
    return node
  }

  #insert(child: TrieChild | undefined, key: Nibbles, offset: number, value: TrieValue): TrieNode {
    if (child === undefined) return newNode(key.slice(offset), value, [...NO_CHILDREN])
    const node = this.#changing(child, key.subarray(0, offset))
    const common = commonLength(node.partial, key, offset)
    if (common < node.partial.length) return this.#split(node, common, key, offset, value)
    const end = offset + common
    if (end === key.length) {
      this.#dropValue(node, key)
      node.value = value
      return node
    }
    if (node.children.length === 0) node.children = new Array(16).fill(undefined)
    const index = key[end] as number
    node.children[index] = this.#insert(node.children[index], key, end + 1, value)
    return node
  }

  /** `node` shares only `common` nibbles of its partial key with `key`: a branch goes where they part. */
  #split(node: TrieNode, common: number, key: Nibbles, offset: number, value: TrieValue): TrieNode {
    const branch = newNode(node.partial.slice(0, common), undefined, new Array(16).fill(undefined))
    branch.children[node.partial[common] as number] = node
    node.partial = node.partial.slice(common + 1)
    const end = offset + common
    if (end === key.length) {
      branch.value = value
      return branch
    }
    branch.children[key[end] as number] = newNode(key.slice(end + 1), value, [...NO_CHILDREN])
    return branch
  }

  #remove(child: TrieChild, key: Nibbles, offset: number): TrieChild | undefined {
    const path = key.subarray(0, offset)
    const node = this.#node(child, path)
    const { partial } = node
    if (commonLength(partial, key, offset) < partial.length) return node
    const end = offset + partial.length
    if (end === key.length) {
      if (node.value === undefined) return node
      this.#changing(node, path)
      this.#dropValue(node, key)
      node.value = undefined
      return this.#shrink(node, path)
    }
    const index = key[end] as number
    const below = node.children[index]
    if (below === undefined) return node
    const rest = this.#remove(below, key, end + 1)
    node.children[index] = rest
    // Nothing below has changed when it still has its merkle value.
    if (rest !== undefined && (isNamed(rest) || rest.merkleValue !== undefined)) return node
    this.#changing(node, path)
    return this.#shrink(node, path)
  }

  /** A node that lost its value or a child: gone, a leaf, or one with its only child. */
  #shrink(node: TrieNode, path: Nibbles): TrieNode | undefined {
    const { children, partial } = node
    let only = -1
    let count = 0
    for (let i = 0; i < children.length; i++) {
      if (children[i] === undefined) continue
      only = i
      count++
    }
    if (count === 0) {
      node.children = []
      return node.value === undefined ? undefined : node
    }
    if (count > 1 || node.value !== undefined) return node
    const place = concatNibbles(path, partial, Uint8Array.of(only))
    const child = this.#changing(children[only] as TrieChild, place)
    child.partial = concatNibbles(partial, Uint8Array.of(only), child.partial)
    return child
  }

  /** A value that was stored by itself is of the state before. */
  #dropValue({ value }: TrieNode, key: Nibbles): void {
    if (value?.kind !== 'hashed' || value.bytes !== undefined) return
    this.#removals.push({ path: key.slice(), hash: value.hash })
  }

  // Committing

  #commitRoot(insertions: TrieInsertion[]): Uint8Array {
    const root = this.#root
    if (root === undefined) return this.#backend.hash(EMPTY_TRIE)
    if (isNamed(root)) return root
    if (root.merkleValue !== undefined) return root.merkleValue
    const encoded = this.#encode(root, NO_NIBBLES, insertions)
    root.merkleValue = this.#store(encoded, NO_NIBBLES, insertions)
    return root.merkleValue
  }

  #commitNode(node: TrieNode, path: Nibbles, insertions: TrieInsertion[]): MerkleValue {
    if (node.merkleValue !== undefined) return node.merkleValue
    const encoded = this.#encode(node, path, insertions)
    node.merkleValue =
      encoded.length < HASH_LENGTH ? encoded : this.#store(encoded, path, insertions)
    return node.merkleValue
  }

  #encode(node: TrieNode, path: Nibbles, insertions: TrieInsertion[]): Uint8Array {
    const { partial, children } = node
    const end = concatNibbles(path, partial)
    const named = children.map((child, index) => {
      if (child === undefined || isNamed(child)) return child
      return this.#commitNode(child, concatNibbles(end, Uint8Array.of(index)), insertions)
    })
    const { value } = node
    if (value?.kind === 'hashed' && value.bytes !== undefined) {
      insertions.push({ path: end, hash: value.hash, bytes: value.bytes })
      node.value = { ...value, bytes: undefined }
    }
    return encodeNode({ partial, value, children: named })
  }

  #store(encoded: Uint8Array, path: Nibbles, insertions: TrieInsertion[]): Uint8Array {
    const hash = this.#backend.hash(encoded)
    insertions.push({ path, hash, bytes: encoded })
    return hash
  }
}

/** What was taken away and came back is in the store: neither added nor removed. */
function withoutReturned(
  insertions: readonly TrieInsertion[],
  removals: readonly TrieKey[],
): Pick<TrieChanges, 'insertions' | 'removals'> {
  const removed = new Set(removals.map(nameOf))
  const returned = new Set(insertions.map(nameOf).filter((name) => removed.has(name)))
  if (returned.size === 0) return { insertions, removals }
  return {
    insertions: insertions.filter((key) => !returned.has(nameOf(key))),
    removals: removals.filter((key) => !returned.has(nameOf(key))),
  }
}

function nameOf({ path, hash }: TrieKey): string {
  return String.fromCharCode(...path, ...hash)
}

function concatNibbles(...parts: readonly Nibbles[]): Nibbles {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
