const MAGIC = 0xfd2f_b528
/** Output of one block at most (RFC 8878, section 3.1.1.2.4). */
const LARGEST_BLOCK = 128 * 1024
/** What decoders should support at least, and what no compression level of the reference goes beyond. */
const LARGEST_WINDOW = 8 * 1024 * 1024
const RLE = 1
const RESERVED = 3
/** Bytes of a dictionary's number, by the two bits that say so. */
const dictionaryLengths = [0, 1, 2, 4] as const

/**
 * Looks at the headers of a Zstandard frame before anything is decompressed: what is wrong with it, or `undefined`.
 *
 * A frame that passes makes at most `limit` bytes and a block more, in a time that is in proportion to that.
 * @see RFC 8878, section 3.1.1
 */
export function checkFrame(frame: Uint8Array, limit: number): string | undefined {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  try {
    if (view.getUint32(0, true) !== MAGIC) return 'it is no Zstandard frame'
    const descriptor = view.getUint8(4)
    if (!isSingleSegment(descriptor) && windowSize(view.getUint8(5)) > LARGEST_WINDOW) {
      return 'its window is too large'
    }
    const size = contentSize(view, descriptor)
    if (size !== undefined && size > limit) return 'it is too large'
    return checkBlocks(view, headerLength(descriptor), Math.ceil(limit / LARGEST_BLOCK))
  } catch (error) {
    if (error instanceof RangeError) return 'it is cut off'
    throw error
  }
}

/** Whether the window is the whole content. */
function isSingleSegment(descriptor: number): boolean {
  return (descriptor & 0b10_0000) !== 0
}

/** Section 3.1.1.1.2: a power of two, and eighths of it. */
function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3))
  return base + (base / 8) * (descriptor & 7)
}

function contentSizeLength(descriptor: number): number {
  const flag = descriptor >> 6
  return flag === 0 ? Number(isSingleSegment(descriptor)) : 2 ** flag
}

function headerLength(descriptor: number): number {
  const dictionary = dictionaryLengths[(descriptor & 3) as 0 | 1 | 2 | 3]
  const window = isSingleSegment(descriptor) ? 0 : 1
  return 5 + window + dictionary + contentSizeLength(descriptor)
}

function contentSize(view: DataView, descriptor: number): number | undefined {
  const length = contentSizeLength(descriptor)
  const at = headerLength(descriptor) - length
  if (length === 0) return undefined
  if (length === 1) return view.getUint8(at)
  if (length === 2) return view.getUint16(at, true) + 256
  return length === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true))
}

function checkBlocks(view: DataView, start: number, most: number): string | undefined {
  let at = start
  for (let count = 1; count <= most + 1; count++) {
    const header = view.getUint16(at, true) + view.getUint8(at + 2) * 65_536
    const kind = (header >> 1) & 3
    const size = header >> 3
    if (kind === RESERVED || size > LARGEST_BLOCK) return 'a block of it is invalid'
    at += 3 + (kind === RLE ? 1 : size)
    if ((header & 1) === 0) continue
    return at > view.byteLength ? 'it is cut off' : undefined
  }
  return 'it is too large'
}
