import { UnreachableError } from '../../primitives/unreachable-error.ts'
import { LEAF_FLAG, ODD_FLAG } from './nibbles.ts'
import { HASH_LENGTH, type Nibbles, type NodeReference, type TrieNode } from './trie-node.ts'

const EMPTY_STRING = 0x80
const STRING_PREFIX = 0x80
export const LIST_PREFIX = 0xc0
const MAX_SHORT_LENGTH = 55
const NOTHING = new Uint8Array(0)

/** Length of the RLP encoding of `node`. */
export function nodeLength(node: TrieNode): number {
  const payload = payloadLength(node)
  return prefixLength(payload) + payload
}

/**
 * Writes the RLP encoding of `node` to `target[offset ..]`, straight from its parts.
 * @returns the offset after it
 */
export function writeNode(node: TrieNode, target: Uint8Array, offset: number): number {
  const start = writePrefix(LIST_PREFIX, payloadLength(node), target, offset)
  switch (node.kind) {
    case 'leaf':
      return writeString(node.value, target, writePath(node.path, LEAF_FLAG, target, start))
    case 'extension':
      return writeReference(node.child, target, writePath(node.path, 0, target, start))
    case 'branch': {
      let end = start
      for (let i = 0; i < 16; i++) end = writeReference(node.children[i], target, end)
      return writeString(node.value ?? NOTHING, target, end)
    }
    default:
      throw new UnreachableError(node)
  }
}

function payloadLength(node: TrieNode): number {
  switch (node.kind) {
    case 'leaf':
      return pathLength(node.path) + stringLength(node.value)
    case 'extension':
      return pathLength(node.path) + referenceLength(node.child)
    case 'branch': {
      let length = stringLength(node.value ?? NOTHING)
      for (let i = 0; i < 16; i++) length += referenceLength(node.children[i])
      return length
    }
    default:
      throw new UnreachableError(node)
  }
}

/** A path of 0 or 1 nibbles is one byte below 0x80, which is its own encoding. */
function pathLength(path: Nibbles): number {
  const length = 1 + (path.length >> 1)
  return length === 1 ? 1 : prefixLength(length) + length
}

function referenceLength(reference: NodeReference | undefined): number {
  if (reference === undefined) return 1
  return reference.length === HASH_LENGTH ? 1 + HASH_LENGTH : reference.length
}

function stringLength(bytes: Uint8Array): number {
  if (bytes.length === 1 && (bytes[0] ?? 0) < EMPTY_STRING) return 1
  return prefixLength(bytes.length) + bytes.length
}

/** Length of the RLP prefix of a string or list with a payload of `length` bytes; strings of one byte may have none. */
export function prefixLength(length: number): number {
  if (length <= MAX_SHORT_LENGTH) return 1
  let bytes = 1
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes++
  return bytes
}

/** Writes a path in hex-prefix encoding as an RLP string (Yellow Paper, appendix C); returns the offset after it. */
export function writePath(path: Nibbles, flag: number, target: Uint8Array, offset: number): number {
  const length = 1 + (path.length >> 1)
  let end = length === 1 ? offset : writePrefix(STRING_PREFIX, length, target, offset)
  const isOdd = path.length % 2
  target[end++] = isOdd === 1 ? flag | ODD_FLAG | (path[0] ?? 0) : flag
  for (let i = isOdd; i < path.length; i += 2) {
    target[end++] = ((path[i] ?? 0) << 4) | (path[i + 1] ?? 0)
  }
  return end
}

function writeReference(
  reference: NodeReference | undefined,
  target: Uint8Array,
  offset: number,
): number {
  if (reference === undefined) {
    target[offset] = EMPTY_STRING
    return offset + 1
  }
  if (reference.length !== HASH_LENGTH) return writeBytes(reference, target, offset)
  target[offset] = STRING_PREFIX + HASH_LENGTH
  return writeBytes(reference, target, offset + 1)
}

/** Writes an RLP string; returns the offset after it. */
export function writeString(bytes: Uint8Array, target: Uint8Array, offset: number): number {
  const isItself = bytes.length === 1 && (bytes[0] ?? 0) < EMPTY_STRING
  const start = isItself ? offset : writePrefix(STRING_PREFIX, bytes.length, target, offset)
  return writeBytes(bytes, target, start)
}

/** Writes the RLP prefix of a payload of `length` bytes; returns the offset after it. */
export function writePrefix(
  prefix: number,
  length: number,
  target: Uint8Array,
  offset: number,
): number {
  if (length <= MAX_SHORT_LENGTH) {
    target[offset] = prefix + length
    return offset + 1
  }
  const lengthOfLength = prefixLength(length) - 1
  target[offset] = prefix + MAX_SHORT_LENGTH + lengthOfLength
  let rest = length
  for (let i = lengthOfLength; i > 0; i--) {
    target[offset + i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return offset + 1 + lengthOfLength
}

/** Byte by byte: for 32 bytes `TypedArray.set` takes longer. */
function writeBytes(bytes: Uint8Array, target: Uint8Array, offset: number): number {
  for (let i = 0; i < bytes.length; i++) target[offset + i] = bytes[i] ?? 0
  return offset + bytes.length
}
