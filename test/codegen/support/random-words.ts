import fc from 'fast-check'

const wrap = (value: bigint): bigint => BigInt.asUintN(256, value)

/** Words around the widths at which code changes: limbs, halves of limbs, signs. */
export const edges: readonly bigint[] = [
  0n,
  8n,
  16n,
  31n,
  32n,
  61n,
  63n,
  64n,
  96n,
  128n,
  160n,
  192n,
  224n,
  255n,
]
  .flatMap((bits) => [2n ** bits - 1n, 2n ** bits, 2n ** bits + 1n, 2n ** 256n - 2n ** bits])
  .map(wrap)

/** Limbs that carries, borrows and quotient estimates fail on: all ones, powers of two and their neighbours. */
const limb = fc.oneof(
  fc.constantFrom(0n, 1n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n),
  fc.bigInt(0n, 2n ** 64n - 1n),
)

export const randomWord: fc.Arbitrary<bigint> = fc.oneof(
  fc.constantFrom(...edges),
  fc
    .tuple(limb, limb, limb, limb)
    .map(([a, b, c, d]) => a | (b << 64n) | (c << 128n) | (d << 192n)),
  fc.bigInt(0n, 300n),
)
