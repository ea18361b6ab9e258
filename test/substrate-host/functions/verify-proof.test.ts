import { describe, expect, it } from 'vitest'
import { keccak256 } from '../../../src/primitives/keccak256.ts'
import {
  type ProvenValue,
  verifyProof,
} from '../../../src/substrate-host/functions/verify-proof.ts'
import { blake2b256 } from '../../../src/substrate-host/hashing/blake2b.ts'
import { decodeNode } from '../../../src/substrate-host/trie/decode-node.ts'
import { encodeNode } from '../../../src/substrate-host/trie/encode-node.ts'
import { StateTrie, type StateVersion } from '../../../src/substrate-host/trie/state-trie.ts'
import { TrieLoader } from '../../../src/substrate-host/trie/trie-loader.ts'
import type { MerkleValue } from '../../../src/substrate-host/trie/trie-node.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text))
const long = new Uint8Array(50).fill(7)
const entries: readonly (readonly [Uint8Array, Uint8Array])[] = [
  [bytes('alfa'), long],
  [bytes('alfabet'), bytes('short')],
  [bytes('alfalfa'), new Uint8Array(40).fill(3)],
  [bytes('bravo'), new Uint8Array(0)],
  [bytes('bravura'), new Uint8Array(33).fill(1)],
]

/** The nodes on the way to `key`, as `generate_proof` of trie-db leaves things out of them. */
function prove(key: Uint8Array, value: Uint8Array, version: StateVersion): ProvenValue {
  const loader = new TrieLoader({ load: () => undefined, hash: blake2b256 })
  const trie = StateTrie.at(loader, undefined)
  for (const [each, its] of entries) trie.insert(each, its, version)
  const { root } = trie.commit()
  const nodes = [...trie.proof(key)].filter((node) => Buffer.compare(node, value) !== 0)
  let depth = 0
  const nibbles = [...key].flatMap((byte) => [byte >> 4, byte & 15])
  const leaveOut = (encoded: Uint8Array): Uint8Array => {
    const { partial, value: own, children } = decodeNode(encoded, encoded)
    const names = children as (MerkleValue | undefined)[]
    depth += partial.length
    if (depth === nibbles.length) {
      const nothing =
        names.length === 0 ? ({ kind: 'inline', bytes: new Uint8Array(0) } as const) : undefined
      return encodeNode({ partial, value: nothing, children: names })
    }
    const index = nibbles[depth] ?? 0
    depth++
    const child = names[index] ?? new Uint8Array(0)
    const left = child.length === 32 ? new Uint8Array(0) : leaveOut(child)
    return encodeNode({ partial, value: own, children: names.with(index, left) })
  }
  return { root, key, value, proof: nodes.map(leaveOut) }
}

describe('verifyProof', () => {
  const cases = entries.flatMap(([key, value]) =>
    ([0, 1] as const).map((version) => ({ key: Buffer.from(key).toString(), value, version })),
  )

  it.each(cases)('takes the proof of $key in version $version', ({ key, value, version }) => {
    const proven = prove(bytes(key), value, version)
    expect(verifyProof(proven, blake2b256, version)).toBe(true)
  })

  it.each(cases)(
    'refuses what is not the proof of $key in version $version',
    ({ key, value, version }) => {
      const proven = prove(bytes(key), value, version)
      const wrong: ProvenValue[] = [
        { ...proven, value: bytes('another value') },
        { ...proven, key: bytes(`${key}x`) },
        { ...proven, key: bytes('charlie') },
        { ...proven, root: new Uint8Array(32) },
        { ...proven, proof: [] },
        { ...proven, proof: proven.proof.slice(0, -1) },
        { ...proven, proof: [...proven.proof, proven.proof[0] ?? new Uint8Array(0)] },
        { ...proven, proof: [...proven.proof.slice(0, -1), Uint8Array.of(0)] },
        { ...proven, proof: [...proven.proof.slice(0, -1), Uint8Array.of(0xff)] },
      ]
      for (const other of wrong) expect(verifyProof(other, blake2b256, version)).toBe(false)
      expect(verifyProof(proven, keccak256, version)).toBe(false)
    },
  )

  it('wants values from 33 bytes on by their hash in version 1 only', () => {
    const proven = prove(bytes('alfa'), long, 1)
    expect(verifyProof(proven, blake2b256, 0)).toBe(false)
  })

  it('takes a trie of one leaf, whose value is left out', () => {
    // Header of a leaf with two nibbles, the key, the value behind its length.
    const whole = Uint8Array.of(0x42, 0x61, 0x04, 0x78)
    const proof = [Uint8Array.of(0x42, 0x61, 0x00)]
    const proven = { root: blake2b256(whole), proof, key: bytes('a'), value: bytes('x') }
    expect(verifyProof(proven, blake2b256, 1)).toBe(true)
    expect(verifyProof({ ...proven, proof: [whole] }, blake2b256, 1)).toBe(false)
  })
})
