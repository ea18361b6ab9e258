import type { Fp, Fp2, G1, G2 } from 'mcl-wasm'
import { toBytes32 } from '../primitives/big-endian.ts'
import { bn254 } from './bn254-library.ts'

const FIELD_BYTES = 32
/** The field's modulus, big-endian (EIP-196). */
const MODULUS = toBytes32(0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47n)

/**
 * The G1 point of two coordinates, 32 bytes each, big-endian; (0, 0) is the point at infinity.
 * @returns undefined for coordinates above the field and for a point that is not on the curve
 * @throws PrecompileNotReadyError
 * @see https://eips.ethereum.org/EIPS/eip-196
 */
export function readG1(bytes: Uint8Array, offset: number): G1 | undefined {
  const { G1 } = bn254()
  const x = readField(bytes, offset)
  const y = readField(bytes, offset + FIELD_BYTES)
  if (x === undefined || y === undefined) return undefined
  const point = new G1()
  if (x.isZero() && y.isZero()) return point
  point.setX(x)
  point.setY(y)
  point.setZ(one())
  return point.isValid() ? point : undefined
}

/**
 * The G2 point of two coordinates in F_p², each with its imaginary part first; all zero is the point at infinity.
 * @returns undefined for coordinates above the field and for a point off the curve or outside the group
 * @see https://eips.ethereum.org/EIPS/eip-197
 */
export function readG2(bytes: Uint8Array, offset: number): G2 | undefined {
  const { Fp2, G2 } = bn254()
  const x = readField2(bytes, offset)
  const y = readField2(bytes, offset + 2 * FIELD_BYTES)
  if (x === undefined || y === undefined) return undefined
  const point = new G2()
  if (x.isZero() && y.isZero()) return point
  point.setX(x)
  point.setY(y)
  const z = new Fp2()
  z.set_a(one())
  point.setZ(z)
  return point.isValid() && point.isValidOrder() ? point : undefined
}

/** The point's coordinates, 64 bytes. */
export function writeG1(point: G1): Uint8Array {
  const bytes = new Uint8Array(2 * FIELD_BYTES)
  if (point.isZero()) return bytes
  point.normalize()
  bytes.set(point.getX().serialize().reverse(), 0) // the library's numbers are little-endian
  bytes.set(point.getY().serialize().reverse(), FIELD_BYTES)
  return bytes
}

function one(): Fp {
  const value = new (bn254().Fp)()
  value.setInt(1)
  return value
}

function readField(bytes: Uint8Array, offset: number): Fp | undefined {
  const word = bytes.slice(offset, offset + FIELD_BYTES)
  if (!isBelowModulus(word)) return undefined
  const value = new (bn254().Fp)()
  value.deserialize(word.reverse())
  return value
}

function readField2(bytes: Uint8Array, offset: number): Fp2 | undefined {
  const imaginary = readField(bytes, offset)
  const real = readField(bytes, offset + FIELD_BYTES)
  if (imaginary === undefined || real === undefined) return undefined
  const value = new (bn254().Fp2)()
  value.set_a(real)
  value.set_b(imaginary)
  return value
}

function isBelowModulus(word: Uint8Array): boolean {
  return Buffer.compare(word, MODULUS) < 0
}
