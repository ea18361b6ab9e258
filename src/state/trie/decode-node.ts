import { InvalidTrieNodeError } from './invalid-trie-node-error.ts'
import { fromHexPrefix, LEAF_FLAG } from './nibbles.ts'
import { contentStart, EMPTY_STRING, HASH_STRING, itemEnd, LIST } from './rlp-scan.ts'
import type { NodeReference, TrieNode } from './trie-node.ts'

const BRANCH_WIDTH = 16

/**
 * Decodes a node; its parts are views of `encoding`.
 *
 * Only what the trie writes is accepted, but lengths are trusted to be in their shortest form: nodes are named by their
 * hash, or were checked by whoever took them from outside.
 * @throws InvalidTrieNodeError
 */
export function decodeNode(encoding: Uint8Array): TrieNode {
  const items = itemsOf(encoding)
  const [first, second] = items
  if (first === undefined || second === undefined) throw new InvalidTrieNodeError(encoding)
  if (items.length === 2) return decodeShortNode(encoding, first, second)
  if (items.length !== BRANCH_WIDTH + 1) throw new InvalidTrieNodeError(encoding)

  const value = stringOf(items.pop() ?? encoding)
  return {
    kind: 'branch',
    children: items.map(childOf),
    value: value.length === 0 ? undefined : value,
  }
}

function decodeShortNode(encoding: Uint8Array, first: Uint8Array, second: Uint8Array): TrieNode {
  const prefix = stringOf(first)
  const path = fromHexPrefix(prefix)
  if (((prefix[0] ?? 0) & LEAF_FLAG) !== 0) return { kind: 'leaf', path, value: stringOf(second) }

  const child = childOf(second)
  if (child === undefined || path.length === 0) throw new InvalidTrieNodeError(encoding)
  return { kind: 'extension', path, child }
}

/** The whole items of the list, prefixes included; at most one more than a branch has. */
function itemsOf(encoding: Uint8Array): Uint8Array[] {
  const isList = (encoding[0] ?? 0) >= LIST
  if (!isList || itemEnd(encoding, 0) !== encoding.length) throw new InvalidTrieNodeError(encoding)
  const items: Uint8Array[] = []
  let start = contentStart(encoding, 0)
  while (start < encoding.length && items.length <= BRANCH_WIDTH + 1) {
    const end = itemEnd(encoding, start)
    if (end > encoding.length) throw new InvalidTrieNodeError(encoding)
    items.push(encoding.subarray(start, end))
    start = end
  }
  return items
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
  if ((item[0] ?? 0) >= LIST) throw new InvalidTrieNodeError(item)
  return item.subarray(contentStart(item, 0))
}
