import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeEntryFile, encodeEntryFile } from '../../src/engine/code-cache-entry-file.ts'

const key = 'code engine-1 variant'
const payload = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 2, 3)

describe('entry files of the disk tier', () => {
  it('give back what was written', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array(), (anyKey, anyPayload) => {
        const entry = decodeEntryFile(encodeEntryFile(anyKey, anyPayload), anyKey)
        expect(entry.kind).toBe('valid')
        expect(entry.kind === 'valid' && Uint8Array.from(entry.payload)).toEqual(anyPayload)
      }),
    )
  })

  it('are never taken when a bit of them changed', () => {
    const file = encodeEntryFile(key, payload)
    for (let bit = 0; bit < 8 * file.length; bit++) {
      const damaged = file.slice()
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(decodeEntryFile(damaged, key).kind).not.toBe('valid')
    }
  })

  it('are corrupt at any other length', () => {
    const file = encodeEntryFile(key, payload)
    for (let length = 0; length < file.length; length++) {
      expect(decodeEntryFile(file.subarray(0, length), key).kind).toBe('corrupt')
    }
    expect(decodeEntryFile(Uint8Array.of(...file, 0), key).kind).toBe('corrupt')
  })

  it('are stale under another key and in another format', () => {
    const file = encodeEntryFile(key, payload)
    expect(decodeEntryFile(file, `${key}!`).kind).toBe('stale')
    const newer = file.slice()
    newer[8] = 2
    expect(decodeEntryFile(newer, key).kind).toBe('stale')
  })

  it('may hold any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeEntryFile(bytes, key).kind).toBe('corrupt')
      }),
    )
  })
})
