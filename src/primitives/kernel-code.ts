/**
 * The few pieces of the Wasm binary format that a kernel of this room needs. The room lies below `src/wasm`, whose
 * encoder it therefore cannot use.
 */

/** Bytes of the binary format. */
export type Code = readonly number[]

/** Opcodes that kernels use, under their names in the specification. */
// biome-ignore format: table
export const op = {
  block:       0x02,
  loop:        0x03,
  if:          0x04,
  end:         0x0b,
  br:          0x0c,
  br_if:       0x0d,
  i32_eqz:     0x45,
  i32_ne:      0x47,
  i32_lt_u:    0x49,
  i32_add:     0x6a,
  i32_sub:     0x6b,
  i32_mul:     0x6c,
  i32_div_u:   0x6e,
  i32_and:     0x71,
  i64_add:     0x7c,
  i64_and:     0x83,
  i64_or:      0x84,
  i64_xor:     0x85,
  i64_rotl:    0x89,
} as const

/** The block type of a block without parameters and results. */
export const NO_RESULT = 0x40

export const valueType = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const

export const localGet = (index: number): Code => [0x20, ...unsigned(index)]
export const localSet = (index: number): Code => [0x21, ...unsigned(index)]
export const localTee = (index: number): Code => [0x22, ...unsigned(index)]
export const i32Const = (value: number): Code => [0x41, ...signed(BigInt(value))]
export const i64Const = (value: bigint): Code => [0x42, ...signed(value)]

// Loads and stores say no alignment: the messages lie anywhere, and the processors that V8 runs on do not mind.
export const i64Load = (offset: number): Code => [0x29, 0, ...unsigned(offset)]
export const i64Store = (offset: number): Code => [0x37, 0, ...unsigned(offset)]
export const i32Load = (offset: number): Code => [0x28, 0, ...unsigned(offset)]

/** Instructions on vectors of two 64-bit lanes. */
export const simd = {
  and: vectorOp(78),
  /** The first operand and the complement of the second. */
  andNot: vectorOp(79),
  or: vectorOp(80),
  xor: vectorOp(81),
  shiftLeft: vectorOp(203),
  shiftRight: vectorOp(205),
  add: vectorOp(206),
  splat: vectorOp(18),
  load: (offset: number): Code => [...vectorOp(0), 0, ...unsigned(offset)],
  store: (offset: number): Code => [...vectorOp(11), 0, ...unsigned(offset)],
  /** Both lanes from the same address. */
  loadSplat: (offset: number): Code => [...vectorOp(10), 0, ...unsigned(offset)],
  /** Lane 0 from memory, zero in the other. */
  loadFirst: (offset: number): Code => [...vectorOp(93), 0, ...unsigned(offset)],
  loadLane: (offset: number, lane: number): Code => [...vectorOp(87), 0, ...unsigned(offset), lane],
  storeLane: (offset: number, lane: number): Code => [
    ...vectorOp(91),
    0,
    ...unsigned(offset),
    lane,
  ],
  /** Sixteen bytes of the two operands, by their indexes. */
  shuffle: (bytes: Code): Code => [...vectorOp(13), ...bytes],
} as const

function vectorOp(opcode: number): Code {
  return [0xfd, ...unsigned(opcode)]
}

/** An unsigned number below 2^32 in LEB128. */
export function unsigned(value: number): Code {
  const low = value & 0x7f
  const rest = value >>> 7
  return rest === 0 ? [low] : [low | 0x80, ...unsigned(rest)]
}

/** A signed number of 64 bits in LEB128. */
export function signed(value: bigint): Code {
  const low = Number(value & 0x7fn)
  const rest = value >> 7n
  const isLast = rest === (low < 0x40 ? 0n : -1n)
  return isLast ? [low] : [low | 0x80, ...signed(rest)]
}

/** A vector: the count, then the elements. */
export function vector(elements: readonly Code[]): Code {
  return [...unsigned(elements.length), ...elements.flat()]
}

/** A name, of ASCII characters. */
export function name(text: string): Code {
  return vector(Array.from(text, (character) => [character.charCodeAt(0)]))
}

/** Content preceded by its length in bytes, as in sections and function bodies. */
export function sized(content: Code): Code {
  return [...unsigned(content.length), ...content]
}
