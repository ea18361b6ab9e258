import { ed25519 } from '@noble/curves/ed25519.js'

const FIELD = 2n ** 255n - 19n
const SIGN = 2n ** 255n

/** Every encoding that ZIP 215 takes of the eight points whose eightfold is zero: shortest ones and others. */
export const smallOrderPoints: readonly Uint8Array[] = [...encodings()]

function* encodings(): Generator<Uint8Array> {
  for (const y of torsionHeights()) {
    for (const value of [y, y + FIELD]) {
      if (value >= SIGN) continue
      yield littleEndian(value)
      yield littleEndian(value + SIGN)
    }
  }
}

/** The y of the points of order 1, 2 and 4, which are 1, -1 and 0, and of those of order 8. */
function torsionHeights(): bigint[] {
  const { Fp } = ed25519.Point
  // Points of order 8 have y² = (1 ± √(1 + d)) / d with the sign that makes it a square.
  const { d } = ed25519.Point.CURVE()
  const root = Fp.sqrt(Fp.add(1n, d))
  const heights = [1n, FIELD - 1n, 0n]
  for (const sign of [root, Fp.neg(root)]) {
    const square = Fp.div(Fp.add(1n, sign), d)
    try {
      const y = Fp.sqrt(Fp.neg(square))
      heights.push(y, Fp.neg(y))
    } catch {
      // no square
    }
  }
  return heights
}

function littleEndian(value: bigint): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse())
}
