import { createHash } from 'node:crypto'
import { concatBytes } from '../../primitives/concat-bytes.ts'

/** The field, the order of the group, and d of the curve -x² + y² = 1 + d·x²·y² (RFC 8032, section 5.1). */
const P = 2n ** 255n - 19n
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n
const D = modulo(-121665n * power(121666n, P - 2n))
const SQRT_MINUS_ONE = power(2n, (P - 1n) / 4n)
const SIGN = 1n << 255n

/** A point in extended coordinates: x = X / Z, y = Y / Z, T = X·Y / Z. */
interface Point {
  readonly x: bigint
  readonly y: bigint
  readonly z: bigint
  readonly t: bigint
}

const IDENTITY: Point = { x: 0n, y: 1n, z: 1n, t: 0n }
const BASE = decodePoint(encodeLittleEndian(modulo(4n * power(5n, P - 2n)))) as Point

/**
 * Whether an Ed25519 signature is valid by the rules of ZIP 215, which ed25519-zebra has and other nodes with it: points
 * need not be in their shortest encoding nor of the large order, and 8·s·B = 8·R + 8·k·A. Every signature that OpenSSL
 * takes is valid; of the others these rules take some that nobody makes by signing.
 *
 * In bigints, about 20 ms: only for what OpenSSL refuses.
 * @see https://zips.z.cash/zip-0215
 */
export function verifyZip215(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  const commitment = signature.subarray(0, 32)
  const s = decodeLittleEndian(signature.subarray(32, 64))
  const [key, r] = [decodePoint(publicKey), decodePoint(commitment)]
  if (s >= ORDER || key === undefined || r === undefined) return false
  const digest = createHash('sha512')
    .update(concatBytes([commitment, publicKey, message]))
    .digest()
  const k = decodeLittleEndian(digest) % ORDER
  const difference = add(add(multiply(BASE, s), multiply(negated(key), k)), negated(r))
  const { x, y, z } = multiply(difference, 8n)
  return x === 0n && y === z
}

/** Takes y modulo the field, and the root of x with the sign bit even where x is 0. */
function decodePoint(bytes: Uint8Array): Point | undefined {
  const encoded = decodeLittleEndian(bytes)
  const y = modulo(encoded & (SIGN - 1n))
  const [u, v] = [modulo(y * y - 1n), modulo(D * y * y + 1n)]
  const root = squareRoot(u, v)
  if (root === undefined) return undefined
  const isNegative = (root & 1n) === 1n
  const x = isNegative === (encoded & SIGN) > 0n ? root : modulo(-root)
  return { x, y, z: 1n, t: modulo(x * y) }
}

/** The square root of u / v (RFC 8032, section 5.1.3). */
function squareRoot(u: bigint, v: bigint): bigint | undefined {
  const cube = modulo(v * v * v)
  const root = modulo(u * cube * power(modulo(u * cube * cube * v), (P - 5n) / 8n))
  const square = modulo(v * root * root)
  if (square === u) return root
  return square === modulo(-u) ? modulo(root * SQRT_MINUS_ONE) : undefined
}

/** RFC 8032, section 5.1.4. */
function add(left: Point, right: Point): Point {
  const a = modulo((left.y - left.x) * (right.y - right.x))
  const b = modulo((left.y + left.x) * (right.y + right.x))
  const c = modulo(left.t * 2n * D * right.t)
  const d = modulo(left.z * 2n * right.z)
  const [e, f, g, h] = [b - a, d - c, d + c, b + a]
  return { x: modulo(e * f), y: modulo(g * h), z: modulo(f * g), t: modulo(e * h) }
}

function multiply(point: Point, scalar: bigint): Point {
  let result = IDENTITY
  let doubled = point
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = add(result, doubled)
    doubled = add(doubled, doubled)
  }
  return result
}

function negated({ x, y, z, t }: Point): Point {
  return { x: modulo(-x), y, z, t: modulo(-t) }
}

function modulo(value: bigint): bigint {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = modulo(result * square)
    square = modulo(square * square)
  }
  return result
}

function decodeLittleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}

function encodeLittleEndian(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse()
}
