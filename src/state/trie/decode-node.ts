import { GantryError } from '../../primitives/gantry-error.ts'
import { toHex } from '../../primitives/hex.ts'
import { fromHexPrefix, LEAF_FLAG } from './nibbles.ts'
import type { NodeReference, TrieNode } from './trie-node.ts'

/** What should be a trie node is not: the store is damaged. */
export class InvalidTrieNodeError extends GantryError {
  readonly code = 'INVALID_TRIE_NODE'

  constructor(encoding: Uint8Array) {
    super('A trie node has a wrong encoding.', {
      details: `Its bytes begin with ${toHex(encoding.subarray(0, 64))}.`,
      docs: 'state.md',
    })
  }
}

const EMPTY_STRING = 0x80
const HASH_STRING = 0xa0
const LIST = 0xc0
const BRANCH_WIDTH = 16

/**
 * Decodes a node; its parts are views of `encoding`.
 *
 * Only what the trie writes is accepted, but lengths are trusted to be in their shortest form: nodes are named by their
 * hash, or were checked by whoever took them from outside.
 * @throws InvalidTrieNodeError
 */
export function decodeNode(encoding: Uint8Array): TrieNode {
  const reader = new ItemReader(encoding)
  reader.enterList()
  const first = reader.item()
  const second = reader.item()
  if (reader.isAtEnd) return decodeShortNode(encoding, first, second)

  const children = [childOf(first), childOf(second)]
  while (children.length < BRANCH_WIDTH) children.push(childOf(reader.item()))
  const value = stringOf(reader.item())
  if (!reader.isAtEnd) throw new InvalidTrieNodeError(encoding)
  return { kind: 'branch', children, value: value.length === 0 ? undefined : value }
}

function decodeShortNode(encoding: Uint8Array, first: Uint8Array, second: Uint8Array): TrieNode {
  const prefix = stringOf(first)
  const path = fromHexPrefix(prefix)
  if (((prefix[0] ?? 0) & LEAF_FLAG) !== 0) return { kind: 'leaf', path, value: stringOf(second) }

  const child = childOf(second)
  if (child === undefined || path.length === 0) throw new InvalidTrieNodeError(encoding)
  return { kind: 'extension', path, child }
}

/** The reference in a whole item: a string of 32 bytes, a list, or nothing. */
function childOf(item: Uint8Array): NodeReference | undefined {
  const prefix = item[0] ?? 0
  if (prefix === EMPTY_STRING) return undefined
  if (prefix === HASH_STRING) return item.subarray(1)
  if (prefix < LIST) throw new InvalidTrieNodeError(item)
  return item
}

/** The content of a whole item that is a string. */
function stringOf(item: Uint8Array): Uint8Array {
  const prefix = item[0] ?? 0
  if (prefix < EMPTY_STRING) return item
  if (prefix >= LIST) throw new InvalidTrieNodeError(item)
  return item.subarray(prefix < 0xb8 ? 1 : 1 + prefix - 0xb7)
}

/** Reads the items of one RLP list as whole items, prefixes included. */
class ItemReader {
  private readonly bytes: Uint8Array
  private offset = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.offset === this.bytes.length
  }

  enterList(): void {
    const prefix = this.bytes[0] ?? 0
    const start = prefix < 0xf8 ? 1 : 1 + prefix - 0xf7
    if (prefix < LIST || this.endOfItem(0) !== this.bytes.length) {
      throw new InvalidTrieNodeError(this.bytes)
    }
    this.offset = start
  }

  item(): Uint8Array {
    const end = this.endOfItem(this.offset)
    if (end > this.bytes.length) throw new InvalidTrieNodeError(this.bytes)
    const item = this.bytes.subarray(this.offset, end)
    this.offset = end
    return item
  }

  private endOfItem(start: number): number {
    const prefix = this.bytes[start]
    if (prefix === undefined) throw new InvalidTrieNodeError(this.bytes)
    if (prefix < EMPTY_STRING) return start + 1
    if (prefix < 0xb8) return start + 1 + prefix - 0x80
    if (prefix < LIST) return this.endOfLongItem(start, prefix - 0xb7)
    if (prefix < 0xf8) return start + 1 + prefix - 0xc0
    return this.endOfLongItem(start, prefix - 0xf7)
  }

  private endOfLongItem(start: number, lengthOfLength: number): number {
    let length = 0
    for (let i = 1; i <= lengthOfLength; i++) length = length * 256 + (this.bytes[start + i] ?? 0)
    return start + 1 + lengthOfLength + length
  }
}
