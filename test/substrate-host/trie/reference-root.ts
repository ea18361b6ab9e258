import { blake2b } from '@noble/hashes/blake2.js'

/** BLAKE2b-256. */
export function blake2(bytes: Uint8Array): Uint8Array {
  return blake2b(bytes, { dkLen: 32 })
}

type Entry = readonly [nibbles: readonly number[], value: Uint8Array]

/** The root of a state by the words of the specification: the whole trie is made anew, from all keys. */
export function referenceRoot(state: ReadonlyMap<string, Uint8Array>, version: 0 | 1): Uint8Array {
  const entries = [...state]
    .map(([key, value]): Entry => [[...key].map((digit) => Number.parseInt(digit, 16)), value])
    .sort(([left], [right]) => compare(left, right))
  return blake2(Uint8Array.from(entries.length === 0 ? [0] : node(entries, version)))
}

function compare(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((nibble, i) => nibble !== right[i])
  if (at === -1) return left.length - right.length
  return (left[at] ?? 0) - (right[at] ?? -1)
}

function node(entries: readonly Entry[], version: 0 | 1): readonly number[] {
  const [first] = entries[0] as Entry
  const [last] = entries.at(-1) as Entry
  const parting = first.findIndex((nibble, i) => nibble !== last[i])
  const shared = parting === -1 ? first.length : parting
  const own = entries.find(([key]) => key.length === shared)?.[1]
  const children = Array.from({ length: 16 }, (_, index) =>
    entries
      .filter(([key]) => key[shared] === index)
      .map(([key, value]): Entry => [key.slice(shared + 1), value]),
  )
  const isBranch = children.some((child) => child.length > 0)
  const isHashed = own !== undefined && version === 1 && own.length > 32
  return [
    ...header(isBranch, own !== undefined, isHashed, shared),
    ...pack(first.slice(0, shared)),
    ...(isBranch ? bitmap(children) : []),
    ...(own === undefined ? [] : isHashed ? blake2(own) : [...compact(own.length), ...own]),
    ...children.flatMap((child) => {
      if (child.length === 0) return []
      const encoded = Uint8Array.from(node(child, version))
      const value = encoded.length < 32 ? encoded : blake2(encoded)
      return [...compact(value.length), ...value]
    }),
  ]
}

function header(
  isBranch: boolean,
  hasValue: boolean,
  isHashed: boolean,
  length: number,
): readonly number[] {
  const plain = isBranch ? (hasValue ? 0xc0 : 0x80) : 0x40
  const bits = isHashed ? (isBranch ? 0x10 : 0x20) : plain
  const room = isHashed ? (isBranch ? 15 : 31) : 63
  if (length < room) return [bits + length]
  const rest = length - room
  return [bits + room, ...new Array(Math.floor(rest / 255)).fill(255), rest % 255]
}

function pack(nibbles: readonly number[]): readonly number[] {
  const even = nibbles.length % 2 === 0 ? nibbles : [0, ...nibbles]
  return even.flatMap((nibble, i) => (i % 2 === 0 ? [nibble * 16 + (even[i + 1] ?? 0)] : []))
}

function bitmap(children: readonly (readonly unknown[])[]): readonly number[] {
  const bits = children.reduce((sum, child, i) => sum + (child.length > 0 ? 2 ** i : 0), 0)
  return [bits % 256, Math.floor(bits / 256)]
}

function compact(length: number): readonly number[] {
  if (length < 64) return [length * 4]
  if (length < 16_384) return [(length * 4 + 1) % 256, Math.floor((length * 4 + 1) / 256)]
  const value = length * 4 + 2
  return [0, 8, 16, 24].map((shift) => Math.floor(value / 2 ** shift) % 256)
}
