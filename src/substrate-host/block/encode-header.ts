import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { concatBytes } from '../../primitives/concat-bytes.ts'
import { encodeCompact, encodeVector } from '../../primitives/scale/encode.ts'
import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import { blake2b256 } from '../hashing/blake2b.ts'
import { encodeDigestItem, readDigestItem } from './digest-item.ts'
import type { Header } from './header.ts'

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
 * @throws MalformedScaleError
 */
export function decodeHeader(bytes: Uint8Array): Header {
  const reader = new ScaleReader(bytes, 'Header')
  const hash = (): Hash => bytes32(reader.fixed(HASH_LENGTH))
  const header = {
    parentHash: hash(),
    number: reader.compact(),
    stateRoot: hash(),
    extrinsicsRoot: hash(),
    digest: reader.list(readDigestItem),
  }
  reader.end()
  return header
}
