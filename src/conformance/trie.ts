import { basename } from 'node:path'
import type { Hash } from '../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../primitives/empty-hashes.ts'
import { fromHex, toHex } from '../primitives/hex.ts'
import { keccak256 } from '../primitives/keccak256.ts'
import type { TrieChange } from '../state/trie/trie-changes.ts'
import { updateTrie } from '../state/trie/update-trie.ts'
import { walkTrie } from '../state/trie/walk-trie.ts'
import type { Suite } from './suite.ts'
import { UnknownVectorError } from './unknown-vector-error.ts'
import { isJsonObject, readVectorObject } from './vector-json.ts'

/**
 * TrieTests of ethereum/tests, of three forms: changes in their order with the root after them, entries in any order
 * with their root, and keys with the neighbours of other keys. Files named for the secure trie hash their keys.
 */
export const trieSuite: Suite = {
  name: 'trie',
  summary: 'TrieTests: roots after puts and removals, secure tries, ordered iteration.',
  accepts: (path) => path.endsWith('.json'),
  run(path, report) {
    const isSecure = basename(path).toLowerCase().includes('securetrie')
    for (const [name, test] of Object.entries(readVectorObject(path))) {
      const vector = readVector(path, name, test)
      report.check(name, () => {
        if (vector.kind === 'neighbours') return judgeNeighbours(vector.keys, vector.tests)
        const toKey = isSecure ? keccak256 : (key: Uint8Array) => key
        const changes = vector.changes.map(({ key, value }) => ({ key: toKey(key), value }))
        return judgeRoots(changes, vector.kind, vector.root)
      })
    }
  },
}

type Neighbours = readonly [key: string, previous: string, next: string]

type TrieVector =
  | { readonly kind: 'inOrder' | 'anyOrder'; readonly changes: TrieChange[]; readonly root: string }
  | { readonly kind: 'neighbours'; readonly keys: string[]; readonly tests: Neighbours[] }

function readVector(path: string, name: string, test: unknown): TrieVector {
  if (!isJsonObject(test)) throw new UnknownVectorError(path, `${name} is not an object`)
  const { in: input, root, tests } = test
  if (Array.isArray(tests) && Array.isArray(input)) {
    return { kind: 'neighbours', keys: input.map(String), tests: tests.map(toNeighbours) }
  }
  if (typeof root !== 'string') throw new UnknownVectorError(path, `${name} has no root`)
  if (Array.isArray(input)) return { kind: 'inOrder', changes: input.map(toChange), root }
  if (!isJsonObject(input)) throw new UnknownVectorError(path, `${name} has no entries`)
  return { kind: 'anyOrder', changes: Object.entries(input).map(toChange), root }
}

/** One after the other in the given order, then all at once; entries in any order also backwards. */
function judgeRoots(
  changes: readonly TrieChange[],
  kind: 'inOrder' | 'anyOrder',
  expected: string,
): string | undefined {
  const lastOfEachKey = new Map(changes.map((change) => [toHex(change.key), change]))
  const oneByOne = changes.map((change) => [change])
  const ways = [oneByOne, [[...lastOfEachKey.values()]]]
  if (kind === 'anyOrder') ways.push(oneByOne.toReversed())
  const roots = ways.map((batches) => toHex(rootOf(batches)))
  const wrong = roots.find((root) => root !== expected.toLowerCase())
  return wrong && `expected root ${expected}, got ${roots.join(', ')}`
}

function rootOf(batches: readonly (readonly TrieChange[])[]): Hash {
  const { nodes, sink } = nodesInMemory()
  return batches.reduce((root, batch) => updateTrie(nodes, root, batch, sink), EMPTY_TRIE_ROOT)
}

function judgeNeighbours(
  keys: readonly string[],
  tests: readonly Neighbours[],
): string | undefined {
  const { nodes, sink } = nodesInMemory()
  const changes = keys.map((key) => ({ key: toBytes(key), value: toBytes(key) }))
  const root = updateTrie(nodes, EMPTY_TRIE_ROOT, changes, sink)
  const neighbour = (key: string, order: 'ascending' | 'descending'): string => {
    const [entry] = walkTrie(nodes, root, { order, beyond: toBytes(key) })
    return Buffer.from(entry?.key ?? []).toString()
  }
  for (const [key, previous, next] of tests) {
    const found = [neighbour(key, 'descending'), neighbour(key, 'ascending')]
    if (found[0] !== previous || found[1] !== next) {
      return `expected ${key} between '${previous}' and '${next}', got '${found.join("' and '")}'`
    }
  }
  return undefined
}

function nodesInMemory() {
  const encodings = new Map<string, Uint8Array>()
  return {
    nodes: { get: (hash: Hash) => encodings.get(toHex(hash)) },
    sink: {
      put(source: Uint8Array, hashOffset: number, offset: number, length: number): void {
        const hash = toHex(source.subarray(hashOffset, hashOffset + 32))
        encodings.set(hash, source.slice(offset, offset + length))
      },
    },
  }
}

/** A key with its value; null removes the key. */
function toChange(entry: unknown): TrieChange {
  const [key, value] = Array.isArray(entry) ? entry : []
  return { key: toBytes(key), value: value === null ? undefined : toBytes(value) }
}

function toNeighbours(test: unknown): Neighbours {
  const [key, previous, next] = Array.isArray(test) ? test.map(String) : []
  return [key ?? '', previous ?? '', next ?? '']
}

/** Hex where the text begins with 0x, else the text itself. */
function toBytes(text: unknown): Uint8Array {
  if (typeof text !== 'string') throw new TypeError(`cannot read ${JSON.stringify(text)} as bytes`)
  return text.startsWith('0x') ? fromHex(text) : new Uint8Array(Buffer.from(text))
}
