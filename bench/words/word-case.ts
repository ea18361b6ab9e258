/** One row of the benchmark: an operation on operands of some widths. */
export interface WordCase {
  readonly name: string
  readonly operation: string
  /** One line of the peer's input: the operands, in hexadecimal. */
  readonly operands: readonly bigint[]
  /** Operands of one call. */
  readonly arity: number
}

/** Calls of a case that differ. */
const SETS = 64
/** The field of the alt_bn128 curve, which most code that multiplies modulo something uses. */
const FIELD = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47n

/** The operations, with widths of operands in bits; a bigint is the operand itself. */
// biome-ignore format: table
const rows: readonly (readonly [operation: string, ...operands: (number | bigint)[]])[] = [
  ['mul', 64, 64], ['mul', 128, 128], ['mul', 256, 64], ['mul', 256, 256],
  ['div', 128, 64], ['div', 256, 64], ['div', 256, 60], ['div', 192, 128], ['div', 256, 128], ['div', 256, 192], ['div', 256, 250], ['div', 64, 256],
  ['mod', 256, 64], ['mod', 256, 128], ['mod', 256, 250],
  ['sdiv', 256, 128], ['smod', 256, 128],
  ['addmod', 254, 254, FIELD], ['addmod', 256, 256, 250],
  ['mulmod', 254, 254, FIELD], ['mulmod', 256, 256, 250], ['mulmod', 256, 256, 128], ['mulmod', 64, 64, 250],
  ['exp', 10n, 18n], ['exp', 256, 8], ['exp', 256, 256],
  ['shl', 8, 256], ['shr', 8, 256],
]

/** Bytes that keccak hashes. */
const messages = [32, 64, 136, 1024] as const

/** All rows. The same operands in every run. */
export function wordCases(): readonly WordCase[] {
  const next = numbers()
  const word = (operand: number | bigint): bigint => {
    if (typeof operand === 'bigint') return operand
    const bits = BigInt(operand)
    return (next() >> (256n - bits)) | (1n << (bits - 1n))
  }
  const arithmetic = rows.map(([operation, ...widths]) => ({
    name: `${operation} ${widths.map(nameOf).join(' ')}`,
    operation,
    operands: Array.from({ length: SETS }, () => widths.map(word)).flat(),
    arity: widths.length,
  }))
  const hashes = messages.map((length) => ({
    name: `keccak ${length} B`,
    operation: 'keccak',
    operands: [BigInt(length)],
    arity: 1,
  }))
  return [...arithmetic, ...hashes]
}

function nameOf(operand: number | bigint): string {
  return operand === FIELD ? 'field' : String(operand)
}

/** Words without pattern: xorshift with 64 bits. */
function numbers(): () => bigint {
  let state = 0x9e37_79b9_7f4a_7c15n
  const limb = (): bigint => {
    state ^= BigInt.asUintN(64, state << 13n)
    state ^= state >> 7n
    state ^= BigInt.asUintN(64, state << 17n)
    return state
  }
  return () => (limb() << 192n) | (limb() << 128n) | (limb() << 64n) | limb()
}
