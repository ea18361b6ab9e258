import { hashKeys } from './hash-keys.ts'
import { writeNibbles } from './nibbles.ts'
import type { Nibbles } from './trie-node.ts'

/** A key of a trie and its value afterwards; undefined, or an empty value, removes the key. */
export interface TrieChange {
  readonly key: Uint8Array
  readonly value: Uint8Array | undefined
}

/** How many changes can be sorted by one number: 32 bits of key and 21 bits of position fill a double. */
const MAX_SORTED_BY_NUMBER = 2 ** 21
const HASH_LENGTH = 32

/** Changes of a trie in the order of their keys, as columns by the number of the change. */
export class TrieChanges {
  readonly length: number
  /** All keys as nibbles, one after the other. */
  readonly nibbles: Nibbles
  /** Where each key starts in `nibbles`; one more entry than changes. */
  readonly starts: Int32Array
  /** Undefined removes the key. */
  readonly values: readonly (Uint8Array | undefined)[]
  /** How many changes before this one remove their key; one more entry than changes. */
  private readonly removals: Int32Array

  private constructor(keys: Keys, changes: readonly TrieChange[]) {
    const order = sorted(keys)
    const count = order.length
    const values = new Array<Uint8Array | undefined>(count)
    this.nibbles = new Uint8Array(keys.bytes.length * 2)
    this.starts = new Int32Array(count + 1)
    this.removals = new Int32Array(count + 1)
    let end = 0
    let removals = 0
    for (let i = 0; i < count; i++) {
      const from = order[i] ?? 0
      const start = keys.starts[from] ?? 0
      const length = (keys.starts[from + 1] ?? 0) - start
      writeNibbles(keys.bytes, start, length, this.nibbles, end)
      end += length * 2
      const value = changes[from]?.value
      values[i] = value?.length === 0 ? undefined : value
      if (values[i] === undefined) removals++
      this.starts[i + 1] = end
      this.removals[i + 1] = removals
    }
    this.length = count
    this.values = values
  }

  /** @param changes in any order; no key twice */
  static of(changes: readonly TrieChange[]): TrieChanges {
    const starts = new Int32Array(changes.length + 1)
    for (const [i, { key }] of changes.entries()) starts[i + 1] = (starts[i] ?? 0) + key.length
    const bytes = new Uint8Array(starts[changes.length] ?? 0)
    for (const [i, { key }] of changes.entries()) bytes.set(key, starts[i])
    return new TrieChanges({ bytes, starts }, changes)
  }

  /** The same, where the trie holds the Keccak-256 hashes of the keys. */
  static ofHashed(changes: readonly TrieChange[]): TrieChanges {
    const starts = new Int32Array(changes.length + 1)
    for (let i = 0; i < starts.length; i++) starts[i] = i * HASH_LENGTH
    return new TrieChanges({ bytes: hashKeys(changes), starts }, changes)
  }

  /** Length of the key in nibbles. */
  pathLength(change: number): number {
    return (this.starts[change + 1] ?? 0) - (this.starts[change] ?? 0)
  }

  /** The nibble of the key at `depth`. */
  nibble(change: number, depth: number): number {
    return this.nibbles[(this.starts[change] ?? 0) + depth] ?? 0
  }

  /** The nibbles of the key from `depth` on. */
  path(change: number, depth: number, end: number = this.pathLength(change)): Nibbles {
    const start = this.starts[change] ?? 0
    return this.nibbles.subarray(start + depth, start + end)
  }

  /** Where the changes from `from` on whose key has `nibble` at `depth` end. */
  spanEnd(from: number, to: number, depth: number, nibble: number): number {
    let end = from
    while (end < to && this.nibble(end, depth) === nibble) end++
    return end
  }

  /** Nibbles from `depth` on that the keys of two changes share. */
  shared(left: number, right: number, depth: number): number {
    const limit = Math.min(this.pathLength(left), this.pathLength(right)) - depth
    let length = 0
    while (
      length < limit &&
      this.nibble(left, depth + length) === this.nibble(right, depth + length)
    ) {
      length++
    }
    return length
  }

  /** How many of the changes put a value. */
  puts(from: number, to: number): number {
    return to - from - (this.removals[to] ?? 0) + (this.removals[from] ?? 0)
  }

  /** The first change from `from` on that puts a value; there is one. */
  firstPut(from: number): number {
    let change = from
    while (this.values[change] === undefined) change++
    return change
  }

  /** The last one before `to`; there is one. */
  lastPut(to: number): number {
    let change = to - 1
    while (this.values[change] === undefined) change--
    return change
  }
}

/** Keys one after the other, in the order in which they were given. */
interface Keys {
  readonly bytes: Uint8Array
  readonly starts: Int32Array
}

/**
 * The positions of the keys in their order.
 *
 * Sorts doubles made of the first four bytes and the position, and then the few runs where those bytes are the same: a
 * sort that calls a function to compare takes several times as long.
 */
function sorted(keys: Keys): Uint32Array {
  const count = keys.starts.length - 1
  const order = new Uint32Array(count)
  for (let i = 0; i < count; i++) order[i] = i
  const compare = comparator(keys)
  if (count > MAX_SORTED_BY_NUMBER) return order.sort(compare)

  const numbers = new Float64Array(count)
  for (let i = 0; i < count; i++) numbers[i] = headOf(keys, i) * MAX_SORTED_BY_NUMBER + i
  numbers.sort()
  for (let i = 0; i < count; i++) order[i] = (numbers[i] ?? 0) % MAX_SORTED_BY_NUMBER
  let start = 0
  for (let i = 1; i <= count; i++) {
    if (i < count && headOf(keys, order[i] ?? 0) === headOf(keys, order[start] ?? 0)) continue
    if (i - start > 1) order.subarray(start, i).sort(compare)
    start = i
  }
  return order
}

/** The first four bytes as a number; shorter keys go on with zeros. */
function headOf({ bytes, starts }: Keys, key: number): number {
  const start = starts[key] ?? 0
  const end = starts[key + 1] ?? 0
  let head = 0
  for (let i = start; i < start + 4; i++) head = head * 256 + (i < end ? (bytes[i] ?? 0) : 0)
  return head
}

function comparator({ bytes, starts }: Keys): (left: number, right: number) => number {
  const key = (i: number): Uint8Array => bytes.subarray(starts[i], starts[i + 1])
  return (left, right) => Buffer.compare(key(left), key(right))
}
