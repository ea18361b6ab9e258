import { compactLength, writeCompact } from '../../primitives/scale/compact.ts'
import type { Nibbles } from './nibbles.ts'
import { isNamed, type MerkleValue, type TrieChild, type TrieValue } from './trie-node.ts'

/** The encoding of a trie without keys. */
export const EMPTY_TRIE = Uint8Array.of(0)

/** What a node's encoding is made of: a node has it, once its children have merkle values. */
export interface NodeParts {
  readonly partial: Nibbles
  readonly value: TrieValue | undefined
  /** Sixteen, or none for a leaf. */
  readonly children: readonly (TrieChild | undefined)[]
}

/** The first bits of a node, and how many bits are left in the byte for the length of its partial key. */
interface Variant {
  readonly bits: number
  readonly lengthBits: number
}

// biome-ignore format: table
const variants = {
  leaf:         { bits: 0b0100_0000, lengthBits: 6 },
  branch:       { bits: 0b1000_0000, lengthBits: 6 },
  valueBranch:  { bits: 0b1100_0000, lengthBits: 6 },
  hashedLeaf:   { bits: 0b0010_0000, lengthBits: 5 },
  hashedBranch: { bits: 0b0001_0000, lengthBits: 4 },
} as const satisfies Readonly<Record<string, Variant>>

/**
 * The encoding of a node.
 * @see https://spec.polkadot.network/chap-state#defn-node-header
 */
export function encodeNode({ partial, value, children }: NodeParts): Uint8Array {
  const variant = variantOf(value, children)
  const keyLength = (partial.length + 1) >> 1
  const start = headerLength(variant, partial.length)
  const bytes = new Uint8Array(start + keyLength + valueLength(value) + childrenLength(children))
  writeHeader(bytes, variant, partial.length)
  writeNibbles(bytes, start, partial)
  let at = start + keyLength
  if (children.length > 0) at = writeBitmap(bytes, at, children)
  at = writeValue(bytes, at, value)
  for (let index = 0; index < children.length; index++) {
    const name = nameOf(children[index])
    if (name === undefined) continue
    at = writeCompact(bytes, at, name.length)
    bytes.set(name, at)
    at += name.length
  }
  return bytes
}

function nameOf(child: TrieChild | undefined): MerkleValue | undefined {
  return child === undefined || isNamed(child) ? child : child.merkleValue
}

function variantOf(value: TrieValue | undefined, children: readonly unknown[]): Variant {
  if (children.length === 0) {
    return value?.kind === 'hashed' ? variants.hashedLeaf : variants.leaf
  }
  if (value === undefined) return variants.branch
  return value.kind === 'hashed' ? variants.hashedBranch : variants.valueBranch
}

/** Bytes of the header: the length of the partial key continues where its bits in the first byte do not suffice. */
function headerLength({ lengthBits }: Variant, length: number): number {
  const most = (1 << lengthBits) - 1
  return length < most ? 1 : 2 + Math.floor((length - most) / 255)
}

/** The length continues in bytes of up to 255, the last of which is below 255. */
function writeHeader(target: Uint8Array, { bits, lengthBits }: Variant, length: number): void {
  const most = (1 << lengthBits) - 1
  target[0] = bits | Math.min(length, most)
  if (length < most) return
  let rest = length - most
  let at = 1
  for (; rest >= 255; rest -= 255) target[at++] = 255
  target[at] = rest
}

/** Two to a byte; of an odd number the first is a byte by itself. */
function writeNibbles(target: Uint8Array, start: number, nibbles: Nibbles): void {
  const odd = nibbles.length & 1
  for (let i = 0; i < nibbles.length; i++) {
    const at = start + ((i + odd) >> 1)
    target[at] = ((target[at] as number) << 4) | (nibbles[i] as number)
  }
}

function valueLength(value: TrieValue | undefined): number {
  if (value === undefined) return 0
  if (value.kind === 'hashed') return value.hash.length
  return compactLength(value.bytes.length) + value.bytes.length
}

function writeValue(target: Uint8Array, at: number, value: TrieValue | undefined): number {
  if (value === undefined) return at
  if (value.kind === 'hashed') {
    target.set(value.hash, at)
    return at + value.hash.length
  }
  const start = writeCompact(target, at, value.bytes.length)
  target.set(value.bytes, start)
  return start + value.bytes.length
}

const BITMAP_LENGTH = 2

function childrenLength(children: readonly (TrieChild | undefined)[]): number {
  if (children.length === 0) return 0
  let length = BITMAP_LENGTH
  for (let index = 0; index < children.length; index++) {
    const name = nameOf(children[index])
    if (name !== undefined) length += compactLength(name.length) + name.length
  }
  return length
}

/** Bit `i`, least significant first, for child `i`. */
function writeBitmap(target: Uint8Array, at: number, children: readonly unknown[]): number {
  let bitmap = 0
  for (let index = 0; index < children.length; index++) {
    if (children[index] !== undefined) bitmap |= 1 << index
  }
  target[at] = bitmap & 0xff
  target[at + 1] = bitmap >> 8
  return at + BITMAP_LENGTH
}
