import { InvalidTrieNodeError } from './invalid-trie-node-error.ts'
import type { Nibbles } from './nibbles.ts'
import {
  BRANCH_WIDTH,
  HASH_LENGTH,
  type MerkleValue,
  NO_CHILDREN,
  noBranches,
  type TrieChild,
  type TrieNode,
  type TrieValue,
} from './trie-node.ts'

/** How the first byte of a node is read: which bits say the kind, what they are, and what follows. */
interface Kind {
  readonly mask: number
  readonly bits: number
  readonly value: 'none' | 'inline' | 'hashed'
  readonly shape: 'leaf' | 'branch'
}

// biome-ignore format: table
const kinds: readonly Kind[] = [
  { mask: 0b1100_0000, bits: 0b0100_0000, value: 'inline', shape: 'leaf'   },
  { mask: 0b1100_0000, bits: 0b1000_0000, value: 'none',   shape: 'branch' },
  { mask: 0b1100_0000, bits: 0b1100_0000, value: 'inline', shape: 'branch' },
  { mask: 0b1110_0000, bits: 0b0010_0000, value: 'hashed', shape: 'leaf'   },
  { mask: 0b1111_0000, bits: 0b0001_0000, value: 'hashed', shape: 'branch' },
]

/**
 * The node of a record, or of an encoding in its parent; its children are only named. What it holds are views of `record`.
 * @throws InvalidTrieNodeError
 */
export function decodeNode(record: Uint8Array, merkleValue: MerkleValue): TrieNode {
  const reader = new NodeReader(record)
  const first = reader.byte()
  const kind = kinds.find(({ mask, bits }) => (first & mask) === bits)
  if (kind === undefined) throw new InvalidTrieNodeError('unknown kind', 0)
  const partial = reader.nibbles(reader.length(first, kind.mask))
  const bitmap = kind.shape === 'branch' ? reader.byte() | (reader.byte() << 8) : 0
  const ownBytes = kind.value === 'none' ? undefined : readOwnBytes(reader, kind.value)
  const children = kind.shape === 'branch' ? readChildren(reader, bitmap) : NO_CHILDREN
  const value = ownBytes && readValue(reader, kind.value, ownBytes)
  reader.end()
  return { partial, value, children, merkleValue }
}

/** The value, or its hash. */
function readOwnBytes(reader: NodeReader, kind: Kind['value']): Uint8Array {
  return reader.bytes(kind === 'hashed' ? HASH_LENGTH : reader.compact())
}

function readChildren(reader: NodeReader, bitmap: number): (TrieChild | undefined)[] {
  const children = noBranches()
  for (let i = 0; i < BRANCH_WIDTH; i++) {
    if ((bitmap >> i) & 1) children[i] = reader.bytes(reader.compact())
  }
  return children
}

function readValue(reader: NodeReader, kind: Kind['value'], ownBytes: Uint8Array): TrieValue {
  if (kind !== 'hashed') return { kind: 'inline', bytes: ownBytes }
  return { kind, hash: ownBytes, bytes: reader.rest() }
}

class NodeReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw new InvalidTrieNodeError('unexpected end', this.#at)
    this.#at++
    return byte
  }

  bytes(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) {
      throw new InvalidTrieNodeError('unexpected end', this.#at)
    }
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  /** Length of the partial key, in nibbles: the bits of the first byte below `mask`, continued while they are all set. */
  length(first: number, mask: number): number {
    const most = ~mask & 0xff
    let length = first & most
    if (length < most) return length
    let more: number
    do {
      more = this.byte()
      length += more
    } while (more === 255)
    return length
  }

  nibbles(count: number): Nibbles {
    const bytes = this.bytes((count + 1) >> 1)
    const odd = count & 1
    return Uint8Array.from({ length: count }, (_, i) => {
      const byte = bytes[(i + odd) >> 1] as number
      return ((i + odd) & 1) === 0 ? byte >> 4 : byte & 15
    })
  }

  rest(): Uint8Array {
    return this.bytes(this.#bytes.length - this.#at)
  }

  /** A SCALE compact integer below 2^30. */
  compact(): number {
    const first = this.byte()
    const rest = [0, 1, 3][first & 3]
    if (rest === undefined) throw new InvalidTrieNodeError('length above 2^30', this.#at)
    let value = first >> 2
    for (let i = 0; i < rest; i++) value += this.byte() * 2 ** (6 + 8 * i)
    return value
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new InvalidTrieNodeError('bytes left', this.#at)
  }
}
