import { keccak_256 } from '@noble/hashes/sha3.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../src/primitives/hex.ts'
import {
  blocksOf,
  KECCAK_PADDING,
  KeccakArena,
  recordWord,
} from '../../src/primitives/keccak-arena.ts'

const RECORD = 16
const DIGEST = 32

/** Bytes without a pattern that a permutation of lanes would keep. */
function message(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 167 + (i >> 3) * 59 + length + seed) & 0xff)
}

/** Puts a message into the arena, `skew` bytes off a word; gives its record. */
function place(arena: KeccakArena, data: Uint8Array, skew = 0): number {
  const record = arena.reserve(RECORD + DIGEST + skew + data.length + KECCAK_PADDING)
  const source = record + RECORD + DIGEST + skew
  arena.bytes.set(data, source)
  arena.words[(record >> 2) + recordWord.source] = source
  arena.words[(record >> 2) + recordWord.length] = data.length
  arena.words[(record >> 2) + recordWord.target] = record + RECORD
  return record
}

function digestOf(arena: KeccakArena, record: number): string {
  return toHex(arena.bytes.slice(record + RECORD, record + RECORD + DIGEST))
}

describe('KeccakArena', () => {
  it('hashes pairs of every length of up to four blocks and a bit as @noble/hashes does', () => {
    const arena = new KeccakArena()
    for (let length = 0; length <= 600; length++) {
      arena.clear()
      // The other one of the pair is as long as it can be with the same number of blocks.
      const [left, right] = [message(length, 1), message(blocksOf(length) * 136 - 1, 2)]
      const [first, second] = [place(arena, left, length % 8), place(arena, right)]
      arena.hashPair(first, second)
      expect(digestOf(arena, first), `length ${length}`).toBe(toHex(keccak_256(left)))
      expect(digestOf(arena, second), `beside length ${length}`).toBe(toHex(keccak_256(right)))
    }
  })

  it('hashes random messages of any length, in pairs and alone', () => {
    const arena = new KeccakArena()
    const data = fc.uint8Array({ maxLength: 3000 })
    fc.assert(
      fc.property(data, data, (left, right) => {
        arena.clear()
        const records = [place(arena, left), place(arena, right)] as const
        if (blocksOf(left.length) === blocksOf(right.length)) arena.hashPair(...records)
        else for (const record of records) arena.hash(record)
        expect(digestOf(arena, records[0])).toBe(toHex(keccak_256(left)))
        expect(digestOf(arena, records[1])).toBe(toHex(keccak_256(right)))
      }),
    )
  })

  it('overwrites nothing but the padding and the digests', () => {
    const arena = new KeccakArena()
    const records = [place(arena, message(300, 1)), place(arena, message(300, 2))] as const
    const before = arena.bytes.slice()
    arena.hashPair(...records)
    for (const record of records) {
      const digest = record + RECORD
      const padding = digest + DIGEST + 300
      before.set(arena.bytes.subarray(digest, digest + DIGEST), digest)
      before.set(arena.bytes.subarray(padding, padding + KECCAK_PADDING), padding)
    }
    expect(Buffer.compare(arena.bytes, before)).toBe(0)
  })

  it('keeps what is in it when it grows', () => {
    const arena = new KeccakArena()
    const record = place(arena, message(100, 1))
    arena.reserve(3_000_000)
    const other = place(arena, message(100, 2))
    arena.hashPair(record, other)
    expect(digestOf(arena, record)).toBe(toHex(keccak_256(message(100, 1))))
    expect(digestOf(arena, other)).toBe(toHex(keccak_256(message(100, 2))))
  })

  it('gives a large memory back when it is cleared, and works on', () => {
    const arena = new KeccakArena()
    arena.reserve(70_000_000)
    arena.clear()
    expect(arena.bytes.length).toBeLessThan(2_000_000)
    const record = place(arena, message(10, 1))
    arena.hash(record)
    expect(digestOf(arena, record)).toBe(toHex(keccak_256(message(10, 1))))
  })
})
