import type { Fp, Fp2, G1, G2 } from 'mcl-wasm'
import { fromHex } from '../primitives/hex.ts'
import { bls12 } from './bls12-library.ts'

/** Lengths of points in calls of precompiles. */
export const G1_LENGTH = 128
export const G2_LENGTH = 256
const FIELD_LENGTH = 64
/** Each number of the field comes as 64 bytes, of which the first 16 are zero. */
const PADDING = 16
const ZERO_PADDING = new Uint8Array(PADDING)
/** The field's modulus, big-endian. */
const MODULUS = fromHex(
  '0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab',
)

/**
 * The number of the field at `offset`, undefined when it is not below the modulus.
 * @throws PrecompileNotReadyError
 * @see https://eips.ethereum.org/EIPS/eip-2537
 */
export function readFp(bytes: Uint8Array, offset: number): Fp | undefined {
  const padding = bytes.subarray(offset, offset + PADDING)
  if (Buffer.compare(padding, ZERO_PADDING) !== 0) return undefined
  return fpOf(bytes.subarray(offset + PADDING, offset + FIELD_LENGTH))
}

/** The number that 48 bytes are, undefined when it is not below the modulus. */
export function fpOf(bytes: Uint8Array): Fp | undefined {
  if (Buffer.compare(bytes, MODULUS) >= 0) return undefined
  const value = new (bls12().Fp)()
  value.deserialize(bytes)
  return value
}

/** The number of the quadratic extension at `offset`, its real part first. */
export function readFp2(bytes: Uint8Array, offset: number): Fp2 | undefined {
  const real = readFp(bytes, offset)
  const imaginary = readFp(bytes, offset + FIELD_LENGTH)
  if (real === undefined || imaginary === undefined) return undefined
  const value = new (bls12().Fp2)()
  value.set_a(real)
  value.set_b(imaginary)
  return value
}

/** The point of the curve of G1 at `offset`, in its group or not; all zero is the point at infinity. */
export function readG1(bytes: Uint8Array, offset: number): G1 | undefined {
  const x = readFp(bytes, offset)
  const y = readFp(bytes, offset + FIELD_LENGTH)
  if (x === undefined || y === undefined) return undefined
  const point = new (bls12().G1)()
  if (x.isZero() && y.isZero()) return point
  point.setX(x)
  point.setY(y)
  point.setZ(one())
  return point.isValid() ? point : undefined
}

/** As `readG1`, for the curve of G2. */
export function readG2(bytes: Uint8Array, offset: number): G2 | undefined {
  const x = readFp2(bytes, offset)
  const y = readFp2(bytes, offset + 2 * FIELD_LENGTH)
  if (x === undefined || y === undefined) return undefined
  const point = new (bls12().G2)()
  if (x.isZero() && y.isZero()) return point
  point.setX(x)
  point.setY(y)
  const z = new (bls12().Fp2)()
  z.set_a(one())
  point.setZ(z)
  return point.isValid() ? point : undefined
}

/** The point of the group G1 at `offset`, undefined also for a point of the curve that is not in the group. */
export function readG1InGroup(bytes: Uint8Array, offset: number): G1 | undefined {
  const point = readG1(bytes, offset)
  return point?.isValidOrder() ? point : undefined
}

/** As `readG1InGroup`, for G2. */
export function readG2InGroup(bytes: Uint8Array, offset: number): G2 | undefined {
  const point = readG2(bytes, offset)
  return point?.isValidOrder() ? point : undefined
}

/** The point as precompiles return it. */
export function writeG1(point: G1): Uint8Array {
  const bytes = new Uint8Array(G1_LENGTH)
  if (point.isZero()) return bytes
  point.normalize()
  writeFp(bytes, 0, point.getX())
  writeFp(bytes, FIELD_LENGTH, point.getY())
  return bytes
}

/** As `writeG1`, for G2. */
export function writeG2(point: G2): Uint8Array {
  const bytes = new Uint8Array(G2_LENGTH)
  if (point.isZero()) return bytes
  point.normalize()
  for (const [index, coordinate] of [point.getX(), point.getY()].entries()) {
    writeFp(bytes, 2 * FIELD_LENGTH * index, coordinate.get_a())
    writeFp(bytes, 2 * FIELD_LENGTH * index + FIELD_LENGTH, coordinate.get_b())
  }
  return bytes
}

function writeFp(bytes: Uint8Array, offset: number, value: Fp): void {
  bytes.set(value.serialize(), offset + PADDING)
}

function one(): Fp {
  const value = new (bls12().Fp)()
  value.setInt(1)
  return value
}
