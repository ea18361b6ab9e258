import { InvalidTrieNodeError } from './invalid-trie-node-error.ts'
import type { Nibbles } from './nibbles.ts'
import { HASH_LENGTH, type TrieChild, type TrieNode, type TrieValue } from './trie-node.ts'

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

const CHILDREN = 16

/**
 * The node with this encoding; its children are only named.
 * @throws InvalidTrieNodeError
 */
export function decodeNode(bytes: Uint8Array): TrieNode {
  const reader = new NodeReader(bytes)
  const first = reader.byte()
  const kind = kinds.find(({ mask, bits }) => (first & mask) === bits)
  if (kind === undefined) throw new InvalidTrieNodeError('unknown kind', 0)
  const partial = reader.nibbles(reader.length(first, kind.mask))
  const bitmap = kind.shape === 'branch' ? reader.byte() | (reader.byte() << 8) : 0
  const value = readValue(reader, kind.value)
  const children: (TrieChild | undefined)[] = []
  if (kind.shape === 'branch') {
    for (let i = 0; i < CHILDREN; i++) {
      children.push((bitmap >> i) & 1 ? reader.bytes(reader.compact()) : undefined)
    }
  }
  reader.end()
  return { partial, value, children, merkleValue: undefined }
}

function readValue(reader: NodeReader, kind: Kind['value']): TrieValue | undefined {
  if (kind === 'none') return undefined
  if (kind === 'hashed') return { kind, hash: reader.bytes(HASH_LENGTH), bytes: undefined }
  return { kind, bytes: reader.bytes(reader.compact()) }
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
    return this.#bytes.slice(this.#at - length, this.#at)
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
