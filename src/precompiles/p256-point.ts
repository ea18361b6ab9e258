import { inverseModulo } from './inverse-modulo.ts'

/** A point of secp256r1 that is not at infinity. */
export interface P256Point {
  readonly x: bigint
  readonly y: bigint
}

// The curve's numbers, by SEC 2, section 2.4.2: y² = x³ - 3x + b modulo p.
const FIELD = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn
/** Order of the curve's group. */
export const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** Whether two numbers are a point of the curve, in its one encoding. */
export function isOnP256({ x, y }: P256Point): boolean {
  return x < FIELD && y < FIELD && modulo(y * y - (x * x - 3n) * x - B) === 0n
}

/** The sum of two points, undefined for the point at infinity. */
export function sumOnP256(a: P256Point, b: P256Point): P256Point | undefined {
  if (a.x === b.x && a.y !== b.y) return undefined
  const isSame = a.x === b.x
  const rise = isSame ? 3n * (a.x * a.x - 1n) : b.y - a.y
  const run = isSame ? 2n * a.y : b.x - a.x
  const slope = modulo(rise * inverseModulo(modulo(run), FIELD))
  const x = modulo(slope * slope - a.x - b.x)
  return { x, y: modulo(slope * (a.x - x) - a.y) }
}

function modulo(value: bigint): bigint {
  const rest = value % FIELD
  return rest < 0n ? rest + FIELD : rest
}
