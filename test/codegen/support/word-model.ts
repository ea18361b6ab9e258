const BITS = 256n
const signed = (word: bigint): bigint => BigInt.asIntN(256, word)
const wrap = (value: bigint): bigint => BigInt.asUintN(256, value)

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = wrap(result * square)
    square = wrap(square * square)
  }
  return result
}

/** The EVM's operations as the Yellow Paper defines them (appendix H.2), on bigints. */
// biome-ignore format: table
const model: Readonly<Record<string, (a: bigint, b: bigint, c: bigint) => bigint>> = {
  add:        (a, b) => wrap(a + b),
  sub:        (a, b) => wrap(a - b),
  mul:        (a, b) => wrap(a * b),
  div:        (a, b) => (b === 0n ? 0n : a / b),
  sdiv:       (a, b) => (b === 0n ? 0n : wrap(signed(a) / signed(b))),
  mod:        (a, b) => (b === 0n ? 0n : a % b),
  smod:       (a, b) => (b === 0n ? 0n : wrap(signed(a) % signed(b))),
  addmod:     (a, b, c) => (c === 0n ? 0n : (a + b) % c),
  mulmod:     (a, b, c) => (c === 0n ? 0n : (a * b) % c),
  exp:        power,
  signextend: (a, b) => (a > 30n ? b : wrap(BigInt.asIntN(Number(a) * 8 + 8, b))),
  lt:         (a, b) => (a < b ? 1n : 0n),
  gt:         (a, b) => (a > b ? 1n : 0n),
  slt:        (a, b) => (signed(a) < signed(b) ? 1n : 0n),
  sgt:        (a, b) => (signed(a) > signed(b) ? 1n : 0n),
  eq:         (a, b) => (a === b ? 1n : 0n),
  iszero:     (a) => (a === 0n ? 1n : 0n),
  and:        (a, b) => a & b,
  or:         (a, b) => a | b,
  xor:        (a, b) => a ^ b,
  not:        (a) => wrap(~a),
  byte:       (a, b) => (a > 31n ? 0n : (b >> (248n - 8n * a)) & 0xffn),
  shl:        (a, b) => (a >= BITS ? 0n : wrap(b << a)),
  shr:        (a, b) => (a >= BITS ? 0n : b >> a),
  sar:        (a, b) => wrap(signed(b) >> (a >= BITS ? BITS - 1n : a)),
  clz:        (a) => BITS - (a === 0n ? 0n : BigInt(a.toString(2).length)),
}

/** What a pure operation gives. */
export function wordModel(name: string, [a = 0n, b = 0n, c = 0n]: readonly bigint[]): bigint {
  const operation = model[name]
  if (operation === undefined) throw new Error(`no pure operation: ${name}`)
  return operation(a, b, c)
}
