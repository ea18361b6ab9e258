import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { concatBytes } from '../../primitives/concat-bytes.ts'
import { blake2b256 } from '../hashing/blake2b.ts'
import { ScaleError, ScaleReader } from '../scale-reader.ts'
import { encodeCompact, encodeVector } from '../scale-writer.ts'
import { encodeDigestItem, readDigestItem } from './digest-item.ts'
import type { DigestItem, Header } from './header.ts'

const TYPE = 'Header'
const HASH_LENGTH = 32

/** SCALE `Header`. */
export function encodeHeader(header: Header): Uint8Array {
  return concatBytes([
    header.parentHash,
    encodeCompact(header.number),
    header.stateRoot,
    header.extrinsicsRoot,
    encodeVector(header.digest.map(encodeDigestItem)),
  ])
}

/** The hash of a block. */
export function headerHash(header: Header): Hash {
  return bytes32(blake2b256(encodeHeader(header)))
}

/**
 * The header of these bytes, all of them.
 * @throws ScaleError
 */
export function decodeHeader(bytes: Uint8Array): Header {
  const reader = new ScaleReader(bytes, TYPE)
  const header = readHeader(reader, bytes)
  if (!reader.isAtEnd) throw new ScaleError(TYPE, bytes)
  return header
}

/**
 * The header that begins where the reader of `bytes` is.
 * @throws ScaleError
 */
export function readHeader(reader: ScaleReader, bytes: Uint8Array): Header {
  const hash = (): Hash => bytes32(reader.fixed(HASH_LENGTH).slice())
  const item = (): DigestItem => {
    const read = readDigestItem(reader)
    if (read === undefined) throw new ScaleError('DigestItem', bytes)
    return read
  }
  return {
    parentHash: hash(),
    number: reader.compact(),
    stateRoot: hash(),
    extrinsicsRoot: hash(),
    digest: reader.vector(item),
  }
}
