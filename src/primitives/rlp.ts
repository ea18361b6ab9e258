import { GantryError } from './gantry-error.ts'

/** What RLP encodes: a byte string, or a list of items. */
export type RlpItem = Uint8Array | readonly RlpItem[]

/**
 * Lists may lie this deep in each other. Ethereum's own structures need five; the bound keeps hostile input from
 * exhausting the native stack.
 */
export const MAX_RLP_DEPTH = 1024

/** Bytes are not the canonical RLP encoding of anything, or nested too deeply. */
export class InvalidRlpError extends GantryError {
  readonly code = 'INVALID_RLP'
  /** Where in the bytes the faulty item starts; in an item to encode, 0. */
  readonly offset: number
  readonly reason: string

  constructor(offset: number, reason: string) {
    super(`Invalid RLP at byte ${offset}: ${reason}.`)
    this.offset = offset
    this.reason = reason
  }
}

/** Longest payload whose length is in the prefix byte itself; a longer one has the length in bytes after the prefix. */
const MAX_SHORT_LENGTH = 55
const STRING_PREFIX = 0x80
const LIST_PREFIX = 0xc0

/**
 * The RLP encoding of an item.
 *
 * Two passes: the first finds the payload length of every list, the second writes into one buffer.
 * @throws InvalidRlpError when lists lie deeper than `MAX_RLP_DEPTH`.
 * @see Yellow Paper, appendix B
 */
export function encodeRlp(item: RlpItem): Uint8Array {
  const payloadLengths: number[] = []
  const target = new Uint8Array(measure(item, payloadLengths, 0))
  write(item, { target, offset: 0, payloadLengths, list: 0 })
  return target
}

/** Length of the encoding of `item`; notes the payload length of every list, outer lists first. */
function measure(item: RlpItem, payloadLengths: number[], depth: number): number {
  if (item instanceof Uint8Array) {
    return isOwnEncoding(item) ? 1 : prefixLength(item.length) + item.length
  }
  if (depth === MAX_RLP_DEPTH) throw new InvalidRlpError(0, 'lists are nested too deeply')
  const index = payloadLengths.push(0) - 1
  let length = 0
  for (const child of item) length += measure(child, payloadLengths, depth + 1)
  payloadLengths[index] = length
  return prefixLength(length) + length
}

interface Writer {
  readonly target: Uint8Array
  offset: number
  readonly payloadLengths: readonly number[]
  /** Lists written so far: the place of the next one in `payloadLengths`. */
  list: number
}

function write(item: RlpItem, writer: Writer): void {
  if (item instanceof Uint8Array) {
    if (!isOwnEncoding(item)) writePrefix(writer, STRING_PREFIX, item.length)
    writer.target.set(item, writer.offset)
    writer.offset += item.length
    return
  }
  writePrefix(writer, LIST_PREFIX, writer.payloadLengths[writer.list++] ?? 0)
  for (const child of item) write(child, writer)
}

function writePrefix(writer: Writer, prefix: number, length: number): void {
  const { target } = writer
  if (length <= MAX_SHORT_LENGTH) {
    target[writer.offset++] = prefix + length
    return
  }
  const lengthBytes = prefixLength(length) - 1
  target[writer.offset++] = prefix + MAX_SHORT_LENGTH + lengthBytes
  for (let i = lengthBytes - 1; i >= 0; i--) {
    target[writer.offset++] = Math.floor(length / 2 ** (8 * i))
  }
}

/** One byte below 0x80 stands for itself. */
function isOwnEncoding(bytes: Uint8Array): boolean {
  return bytes.length === 1 && (bytes[0] ?? 0) < STRING_PREFIX
}

function prefixLength(payloadLength: number): number {
  let length = 1
  if (payloadLength <= MAX_SHORT_LENGTH) return length
  for (let rest = payloadLength; rest > 0; rest = Math.floor(rest / 256)) length++
  return length
}

/**
 * The item that `bytes` encode. Byte strings are views of `bytes`, not copies.
 * @throws InvalidRlpError unless `bytes` are the one canonical encoding of one item, with nothing after it.
 * @see Yellow Paper, appendix B
 */
export function decodeRlp(bytes: Uint8Array): RlpItem {
  const reader: Reader = { bytes, offset: 0 }
  const item = readItem(reader, bytes.length, 0)
  if (reader.offset !== bytes.length) {
    throw new InvalidRlpError(
      reader.offset,
      `${bytes.length - reader.offset} bytes follow the item`,
    )
  }
  return item
}

interface Reader {
  readonly bytes: Uint8Array
  offset: number
}

/** Reads the item at the reader's offset, which must end at or before `end`. */
function readItem(reader: Reader, end: number, depth: number): RlpItem {
  const start = reader.offset
  if (start >= end) throw new InvalidRlpError(start, 'an item is missing')
  const first = reader.bytes[start] ?? 0
  if (first < STRING_PREFIX) return reader.bytes.subarray(start, ++reader.offset)
  const payloadEnd = readPrefix(reader, first < LIST_PREFIX ? STRING_PREFIX : LIST_PREFIX, end)
  if (first < LIST_PREFIX) return readString(reader, start, payloadEnd)
  if (depth === MAX_RLP_DEPTH) throw new InvalidRlpError(start, 'lists are nested too deeply')
  const items: RlpItem[] = []
  while (reader.offset < payloadEnd) items.push(readItem(reader, payloadEnd, depth + 1))
  return items
}

function readString(reader: Reader, start: number, payloadEnd: number): Uint8Array {
  const string = reader.bytes.subarray(reader.offset, payloadEnd)
  if (isOwnEncoding(string)) {
    throw new InvalidRlpError(start, 'a byte below 0x80 must be written without a prefix')
  }
  reader.offset = payloadEnd
  return string
}

/** Moves past the prefix and returns where the payload ends. */
function readPrefix(reader: Reader, prefix: number, end: number): number {
  const start = reader.offset++
  const short = (reader.bytes[start] ?? 0) - prefix
  const length =
    short <= MAX_SHORT_LENGTH ? short : readLength(reader, short - MAX_SHORT_LENGTH, end)
  const available = end - reader.offset
  if (length > available) {
    throw new InvalidRlpError(
      start,
      `the payload of ${length} bytes is longer than the ${available} left`,
    )
  }
  return reader.offset + length
}

/** Reads a length of `count` bytes, 1 to 8. Above 2^53 it is inexact, and longer than any input all the same. */
function readLength(reader: Reader, count: number, end: number): number {
  const start = reader.offset
  if (count > end - start) throw new InvalidRlpError(start, 'the length is cut off')
  if (reader.bytes[start] === 0)
    throw new InvalidRlpError(start, 'the length starts with a zero byte')
  let length = 0
  for (let i = 0; i < count; i++) length = length * 256 + (reader.bytes[reader.offset++] ?? 0)
  if (length <= MAX_SHORT_LENGTH) {
    throw new InvalidRlpError(start, `the length ${length} belongs into the prefix byte`)
  }
  return length
}
