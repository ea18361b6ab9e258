/**
 * The number whose product with `value` is 1 modulo a prime: by Euclid's algorithm.
 * @param value 1 to modulus - 1
 */
export function inverseModulo(value: bigint, modulus: bigint): bigint {
  let [low, high] = [value, modulus]
  let [factor, before] = [1n, 0n]
  while (low > 1n) {
    const quotient = high / low
    ;[high, low] = [low, high - quotient * low]
    ;[before, factor] = [factor, before - quotient * factor]
  }
  return factor < 0n ? factor + modulus : factor
}
