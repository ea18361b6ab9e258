import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes } from '../../../src/primitives/concat-bytes.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import {
  encodeFrame,
  type Frame,
  FrameReader,
} from '../../../src/substrate-pallet-bridge/sidecar/frame.ts'
import { frameKind } from '../../../src/substrate-pallet-bridge/sidecar/sidecar-protocol.ts'

const frame = fc.record({
  kind: fc.constantFrom(...Object.values(frameKind)),
  id: fc.nat(0xffff_ffff),
  payload: fc.uint8Array({ maxLength: 40 }),
})

describe('frames', () => {
  it('are put together again, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), fc.array(fc.nat(30)), (frames, cuts) => {
        const bytes = concatBytes(
          frames.map(({ kind, id, payload }) => encodeFrame(kind, id, payload)),
        )
        const reader = new FrameReader()
        const read: Frame[] = []
        let at = 0
        for (const cut of [...cuts, bytes.length]) {
          read.push(...reader.push(bytes.subarray(at, at + cut)))
          at += cut
        }
        expect(read.map(plain)).toEqual(frames.map(plain))
      }),
    )
  })

  it('have the bytes that the protocol says', () => {
    const bytes = encodeFrame(frameKind.read, 0x01020304, Uint8Array.of(9))
    expect(toHex(bytes)).toBe('0x06000000110403020109')
  })

  it.each([
    { name: 'without room for a header', bytes: [4, 0, 0, 0] },
    { name: 'longer than any', bytes: [0, 0, 0, 255] },
    { name: 'of an unknown kind', bytes: [5, 0, 0, 0, 0x77, 0, 0, 0, 0] },
  ])('are refused: $name', ({ bytes }) => {
    expect(() => new FrameReader().push(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ code: 'SIDECAR_PROTOCOL' }),
    )
  })
})

function plain({ kind, id, payload }: Frame): readonly unknown[] {
  return [kind, id, toHex(payload)]
}
