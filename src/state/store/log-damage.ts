/** LevelDB's log is in blocks; a record does not cross their borders, and begins with checksum, length and kind. */
const BLOCK_LENGTH = 32_768
const HEADER_LENGTH = 7
const LAST_KIND = 4
/** Added to checksums in the log, which are rotated too. */
const MASK = 0xa282ead8
/** CRC-32C, reversed. */
const POLYNOMIAL = 0x82f63b78

/**
 * Whether a log of LevelDB is damaged before its end: a record that cannot be read is followed by one that can.
 *
 * LevelDB passes over the rest of a block in silence then, as if it had never been written. What a write leaves that was broken
 * off is at the end, and is no damage.
 * @see https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
export function isDamagedWithin(log: Uint8Array): boolean {
  let isBroken = false
  let at = 0
  while (at + HEADER_LENGTH <= log.length) {
    const left = BLOCK_LENGTH - (at % BLOCK_LENGTH)
    if (left < HEADER_LENGTH) {
      at += left
      continue
    }
    const length = lengthOfRecord(log, at, left)
    if (length === undefined) {
      // Its length may be wrong too: the next one can begin anywhere.
      isBroken = true
      at++
      continue
    }
    if (isBroken) return true
    at += length
  }
  return false
}

/** Length of the whole record at `at`, in the `left` bytes of its block; undefined when there is none. */
function lengthOfRecord(log: Uint8Array, at: number, left: number): number | undefined {
  const kind = log[at + 6] ?? 0
  const length = HEADER_LENGTH + (log[at + 4] ?? 0) + ((log[at + 5] ?? 0) << 8)
  if (kind === 0 || kind > LAST_KIND || length > left || at + length > log.length) return undefined
  const stored = new DataView(log.buffer, log.byteOffset + at, 4).getUint32(0, true)
  return stored === masked(crc32c(log, at + 6, at + length)) ? length : undefined
}

function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + MASK) >>> 0
}

const table: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 1 ? POLYNOMIAL : 0)
  return crc
})

/** The CRC-32C of `bytes[from .. to)` (RFC 3720, appendix B.4). */
export function crc32c(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffffffff
  for (let i = from; i < to; i++) {
    crc = (crc >>> 8) ^ (table[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0)
  }
  return ~crc >>> 0
}
