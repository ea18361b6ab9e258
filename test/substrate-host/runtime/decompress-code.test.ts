import { describe, expect, it } from 'vitest'
import { concatBytes } from '../../../src/primitives/concat-bytes.ts'
import { decompressCode } from '../../../src/substrate-host/runtime/decompress-code.ts'
import { InvalidRuntimeError } from '../../../src/substrate-host/runtime/invalid-runtime-error.ts'
import { Runtime } from '../../../src/substrate-host/runtime/runtime.ts'
import { devRuntime } from '../support/dev-chain.ts'

/** What compressed runtimes begin with (sp-maybe-compressed-blob), and a frame of Zstandard (RFC 8878). */
const PREFIX = [0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05]
const MAGIC = [0x28, 0xb5, 0x2f, 0xfd]
/** One segment, with four bytes for the size of the content. */
const DESCRIPTOR = 0b1010_0000
const RAW = 0
const RLE = 1
const LARGEST_BLOCK = 131_072

function header(contentSize: number): Uint8Array {
  const size = new Uint8Array(4)
  new DataView(size.buffer).setUint32(0, contentSize, true)
  return Uint8Array.of(...PREFIX, ...MAGIC, DESCRIPTOR, ...size)
}

function blockHeader(kind: number, size: number, last: 0 | 1): Uint8Array {
  const bits = last + kind * 2 + size * 8
  return Uint8Array.of(bits & 0xff, (bits >> 8) & 0xff, bits >> 16)
}

/** A frame that holds `bytes` as they are. */
function stored(bytes: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += LARGEST_BLOCK) {
    const block = bytes.subarray(at, at + LARGEST_BLOCK)
    blocks.push(blockHeader(RAW, block.length, at + LARGEST_BLOCK >= bytes.length ? 1 : 0), block)
  }
  return concatBytes([header(bytes.length), ...blocks])
}

describe('decompressCode', () => {
  it('leaves code alone that is not compressed', () => {
    expect(decompressCode(devRuntime)).toBe(devRuntime)
  })

  it('takes compressed code', () => {
    const code = stored(devRuntime)
    expect(Buffer.compare(decompressCode(code), devRuntime)).toBe(0)
    expect(Runtime.load(code).version.specName).toBe('gantry')
  })

  it('refuses frames that are cut or damaged', () => {
    const whole = stored(devRuntime.subarray(0, 1000))
    for (const code of [
      whole.subarray(0, 8),
      whole.subarray(0, 12),
      whole.subarray(0, 100),
      whole.with(8, 0),
      whole.with(17, 0b110), // a block of the reserved kind
    ]) {
      expect(() => Runtime.load(code)).toThrow(InvalidRuntimeError)
    }
  })

  it('refuses a small frame that stands for more than code may have', () => {
    const blocks = Array.from({ length: 600 }, (_, index) =>
      concatBytes([blockHeader(RLE, LARGEST_BLOCK, index === 599 ? 1 : 0), Uint8Array.of(7)]),
    )
    const code = concatBytes([header(600 * LARGEST_BLOCK), ...blocks])
    expect(() => decompressCode(code)).toThrow(InvalidRuntimeError)
  })
})
