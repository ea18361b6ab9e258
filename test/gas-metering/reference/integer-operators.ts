/** Numeric instructions of the integer subset, straight from core/exec/numerics: one row each, i64 as bigint. */
export type Value = number | bigint | null
export type Operator = (...operands: never[]) => number | bigint

/** Division by zero, overflow, out of bounds: the contract's own trap. */
export class ReferenceTrap extends Error {}

const s32 = (value: number): number => value | 0
const s64 = (value: bigint): bigint => BigInt.asIntN(64, value)
const u64 = (value: bigint): bigint => BigInt.asUintN(64, value)
const bool = (value: boolean): number => (value ? 1 : 0)

function divisor<T extends number | bigint>(value: T): T {
  if (value === 0 || value === 0n) throw new ReferenceTrap('integer divide by zero')
  return value
}

function ctz64(value: bigint): bigint {
  if (value === 0n) return 64n
  let count = 0n
  while (((value >> count) & 1n) === 0n) count++
  return count
}

function popcount(text: string): number {
  return [...text].filter((digit) => digit === '1').length
}

// biome-ignore format: table
export const binary: Readonly<Record<string, (a: never, b: never) => number | bigint>> = {
  'i32.add': (a: number, b: number) => s32(a + b),
  'i32.sub': (a: number, b: number) => s32(a - b),
  'i32.mul': (a: number, b: number) => Math.imul(a, b),
  'i32.div_s': (a: number, b: number) => {
    if (a === -0x8000_0000 && b === -1) throw new ReferenceTrap('integer overflow')
    return s32(Math.trunc(a / divisor(b)))
  },
  'i32.div_u': (a: number, b: number) => s32(Math.floor((a >>> 0) / divisor(b >>> 0))),
  'i32.rem_s': (a: number, b: number) => s32(a % divisor(b)),
  'i32.rem_u': (a: number, b: number) => s32((a >>> 0) % divisor(b >>> 0)),
  'i32.and': (a: number, b: number) => a & b,
  'i32.or': (a: number, b: number) => a | b,
  'i32.xor': (a: number, b: number) => a ^ b,
  'i32.shl': (a: number, b: number) => a << b,
  'i32.shr_s': (a: number, b: number) => a >> b,
  'i32.shr_u': (a: number, b: number) => s32(a >>> b),
  'i32.rotl': (a: number, b: number) => (a << (b & 31)) | (b & 31 ? a >>> (32 - (b & 31)) : 0),
  'i32.rotr': (a: number, b: number) => (b & 31 ? (a >>> (b & 31)) | (a << (32 - (b & 31))) : a),
  'i32.eq': (a: number, b: number) => bool(a === b),
  'i32.ne': (a: number, b: number) => bool(a !== b),
  'i32.lt_s': (a: number, b: number) => bool(a < b),
  'i32.lt_u': (a: number, b: number) => bool(a >>> 0 < b >>> 0),
  'i32.gt_s': (a: number, b: number) => bool(a > b),
  'i32.gt_u': (a: number, b: number) => bool(a >>> 0 > b >>> 0),
  'i32.le_s': (a: number, b: number) => bool(a <= b),
  'i32.le_u': (a: number, b: number) => bool(a >>> 0 <= b >>> 0),
  'i32.ge_s': (a: number, b: number) => bool(a >= b),
  'i32.ge_u': (a: number, b: number) => bool(a >>> 0 >= b >>> 0),
  'i64.add': (a: bigint, b: bigint) => s64(a + b),
  'i64.sub': (a: bigint, b: bigint) => s64(a - b),
  'i64.mul': (a: bigint, b: bigint) => s64(a * b),
  'i64.div_s': (a: bigint, b: bigint) => {
    if (a === -(2n ** 63n) && b === -1n) throw new ReferenceTrap('integer overflow')
    return s64(a / divisor(b))
  },
  'i64.div_u': (a: bigint, b: bigint) => s64(u64(a) / divisor(u64(b))),
  'i64.rem_s': (a: bigint, b: bigint) => s64(a % divisor(b)),
  'i64.rem_u': (a: bigint, b: bigint) => s64(u64(a) % divisor(u64(b))),
  'i64.and': (a: bigint, b: bigint) => a & b,
  'i64.or': (a: bigint, b: bigint) => a | b,
  'i64.xor': (a: bigint, b: bigint) => a ^ b,
  'i64.shl': (a: bigint, b: bigint) => s64(a << (b & 63n)),
  'i64.shr_s': (a: bigint, b: bigint) => a >> (b & 63n),
  'i64.shr_u': (a: bigint, b: bigint) => s64(u64(a) >> (b & 63n)),
  'i64.rotl': (a: bigint, b: bigint) => s64((u64(a) << (b & 63n)) | (u64(a) >> (64n - (b & 63n)))),
  'i64.rotr': (a: bigint, b: bigint) => s64((u64(a) >> (b & 63n)) | (u64(a) << (64n - (b & 63n)))),
  'i64.eq': (a: bigint, b: bigint) => bool(a === b),
  'i64.ne': (a: bigint, b: bigint) => bool(a !== b),
  'i64.lt_s': (a: bigint, b: bigint) => bool(a < b),
  'i64.lt_u': (a: bigint, b: bigint) => bool(u64(a) < u64(b)),
  'i64.gt_s': (a: bigint, b: bigint) => bool(a > b),
  'i64.gt_u': (a: bigint, b: bigint) => bool(u64(a) > u64(b)),
  'i64.le_s': (a: bigint, b: bigint) => bool(a <= b),
  'i64.le_u': (a: bigint, b: bigint) => bool(u64(a) <= u64(b)),
  'i64.ge_s': (a: bigint, b: bigint) => bool(a >= b),
  'i64.ge_u': (a: bigint, b: bigint) => bool(u64(a) >= u64(b)),
}

// biome-ignore format: table
export const unary: Readonly<Record<string, (a: never) => number | bigint>> = {
  'i32.eqz': (a: number) => bool(a === 0),
  'i32.clz': (a: number) => Math.clz32(a),
  'i32.ctz': (a: number) => (a === 0 ? 32 : 31 - Math.clz32(a & -a)),
  'i32.popcnt': (a: number) => popcount((a >>> 0).toString(2)),
  'i32.extend8_s': (a: number) => (a << 24) >> 24,
  'i32.extend16_s': (a: number) => (a << 16) >> 16,
  'i32.wrap_i64': (a: bigint) => Number(BigInt.asIntN(32, a)),
  'i64.eqz': (a: bigint) => bool(a === 0n),
  'i64.clz': (a: bigint) => BigInt(64 - (u64(a) === 0n ? 0 : u64(a).toString(2).length)),
  'i64.ctz': (a: bigint) => ctz64(u64(a)),
  'i64.popcnt': (a: bigint) => BigInt(popcount(u64(a).toString(2))),
  'i64.extend8_s': (a: bigint) => BigInt.asIntN(8, a),
  'i64.extend16_s': (a: bigint) => BigInt.asIntN(16, a),
  'i64.extend32_s': (a: bigint) => BigInt.asIntN(32, a),
  'i64.extend_i32_s': (a: number) => BigInt(a),
  'i64.extend_i32_u': (a: number) => BigInt(a >>> 0),
}

/** Memory accesses: bytes in memory, and whether a load extends the sign. */
// biome-ignore format: table
export const access: Readonly<Record<string, { readonly bytes: number; readonly signed: 'yes' | 'no' }>> = {
  'i32.load': { bytes: 4, signed: 'yes' },     'i64.load': { bytes: 8, signed: 'yes' },
  'i32.load8_s': { bytes: 1, signed: 'yes' },  'i32.load8_u': { bytes: 1, signed: 'no' },
  'i32.load16_s': { bytes: 2, signed: 'yes' }, 'i32.load16_u': { bytes: 2, signed: 'no' },
  'i64.load8_s': { bytes: 1, signed: 'yes' },  'i64.load8_u': { bytes: 1, signed: 'no' },
  'i64.load16_s': { bytes: 2, signed: 'yes' }, 'i64.load16_u': { bytes: 2, signed: 'no' },
  'i64.load32_s': { bytes: 4, signed: 'yes' }, 'i64.load32_u': { bytes: 4, signed: 'no' },
  'i32.store': { bytes: 4, signed: 'no' },     'i64.store': { bytes: 8, signed: 'no' },
  'i32.store8': { bytes: 1, signed: 'no' },    'i32.store16': { bytes: 2, signed: 'no' },
  'i64.store8': { bytes: 1, signed: 'no' },    'i64.store16': { bytes: 2, signed: 'no' },
  'i64.store32': { bytes: 4, signed: 'no' },
}
