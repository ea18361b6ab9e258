import { createECDH } from 'node:crypto'
import { readWord, toBytes32, writeWord } from '../primitives/big-endian.ts'
import { inverseModulo } from './inverse-modulo.ts'
import { isOnP256, P256_ORDER, type P256Point, sumOnP256 } from './p256-point.ts'

const INPUT_LENGTH = 160
const UNCOMPRESSED = 4
const EMPTY = new Uint8Array()

// Two keys of OpenSSL: its products of points, which take a hundredth of the time of BigInt arithmetic.
const ofGenerator = createECDH('prime256v1')
const ofPoint = createECDH('prime256v1')

/**
 * 0x100: whether a signature over secp256r1 is valid: 1 as 32 bytes, or empty output. Input: hash, r, s, x, y, 32 bytes
 * each. Never refuses. Any s within the order counts, also the upper half.
 * @see https://eips.ethereum.org/EIPS/eip-7951
 */
export function p256Verify(input: Uint8Array): Uint8Array {
  if (input.length !== INPUT_LENGTH || !isValidSignature(input)) return EMPTY
  const output = new Uint8Array(32)
  output[31] = 1
  return output
}

/**
 * The signature's point is h/s·G + r/s·Q. `node:crypto` verifies messages, and no digests; but it multiplies a point and
 * says the product's x. With u = r/s the point is u·(Q + h/r·G): two of its products, one sum.
 */
function isValidSignature(input: Uint8Array): boolean {
  const [h, r, s] = [readWord(input, 0), readWord(input, 32), readWord(input, 64)]
  const publicKey = { x: readWord(input, 96), y: readWord(input, 128) }
  if (!isScalar(r) || !isScalar(s) || !isOnP256(publicKey)) return false
  const inverse = inverseModulo((r * s) % P256_ORDER, P256_ORDER)
  const sum = sumWithGenerator(publicKey, (((h * s) % P256_ORDER) * inverse) % P256_ORDER)
  if (sum === undefined) return false // the signature's point is at infinity
  ofPoint.setPrivateKey(toBytes32((((r * r) % P256_ORDER) * inverse) % P256_ORDER))
  const x = readWord(ofPoint.computeSecret(encoded(sum)), 0)
  return x % P256_ORDER === r
}

function isScalar(value: bigint): boolean {
  return value > 0n && value < P256_ORDER
}

/** point + factor·G, undefined for the point at infinity. */
function sumWithGenerator(point: P256Point, factor: bigint): P256Point | undefined {
  if (factor === 0n) return point
  ofGenerator.setPrivateKey(toBytes32(factor))
  const bytes = ofGenerator.getPublicKey()
  return sumOnP256(point, { x: readWord(bytes, 1), y: readWord(bytes, 33) })
}

function encoded({ x, y }: P256Point): Uint8Array {
  const bytes = new Uint8Array(65)
  bytes[0] = UNCOMPRESSED
  writeWord(bytes, 1, x)
  writeWord(bytes, 33, y)
  return bytes
}
