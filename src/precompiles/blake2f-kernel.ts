import {
  type Code,
  i32Const,
  localGet,
  localSet,
  NO_RESULT,
  name,
  op,
  simd,
  sized,
  unsigned,
  valueType,
  vector,
} from '../primitives/kernel-code.ts'
import { compileOptimised } from '../primitives/optimised-module.ts'

/** The compression function of BLAKE2b as a Wasm instance; all numbers in its memory are little-endian. */
export interface Blake2fKernel {
  readonly memory: WebAssembly.Memory
  /**
   * Applies `rounds` (unsigned) rounds to the state of 64 bytes at 0 with the message block of 128 bytes at 64, the
   * offset counter of 16 bytes at 192 and the finalization flags of 16 bytes behind it.
   */
  readonly compress: (rounds: number) => void
}

/** Where the finalization flags lie: all ones in the first of two words for the last block, else zero. */
export const FLAGS_ADDRESS = 208

/** @see https://www.rfc-editor.org/rfc/rfc7693, section 2.6 */
// biome-ignore format: table
const iv = [
  0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n, 0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n,
]

/** Order of the message's words in each round; the eleventh is as the first (RFC 7693, section 2.7). */
// biome-ignore format: table
const sigma: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
]

const MESSAGE_ADDRESS = 64
const COUNTER_ADDRESS = 192
const IV_ADDRESS = 256
/** The message in the order of each round, as the vectors of two words that are added at once. */
const SCHEDULE_ADDRESS = 512
const VECTOR = 16

/**
 * The sixteen working words are four rows of four, a row two vectors: a round mixes its four columns at once, then, with
 * the rows turned against each other, its four diagonals. A third of the time of the same on single words.
 */
interface Row {
  readonly low: number
  readonly high: number
}

// Locals of `compress`: its parameter, the rows, and a vector to put aside.
const ROUNDS = 0
const [a, b, c, d] = [1, 3, 5, 7].map((low): Row => ({ low, high: low + 1 })) as [
  Row,
  Row,
  Row,
  Row,
]
const ASIDE = 9
const VECTORS = 9

/** Makes an instance of its own. */
export function createBlake2fKernel(): Blake2fKernel {
  const instance = new WebAssembly.Instance(compileOptimised(kernelModule()))
  const kernel = instance.exports as unknown as Blake2fKernel
  new BigUint64Array(kernel.memory.buffer, IV_ADDRESS).set(iv)
  return kernel
}

function kernelModule(): Uint8Array<ArrayBuffer> {
  const { i32, v128 } = valueType
  const locals = vector([[...unsigned(VECTORS), v128]])
  const exported = [
    [...name('memory'), 2, 0],
    [...name('compress'), 0, 0],
  ]
  const sections: readonly Code[] = [
    [1, ...sized(vector([[0x60, ...vector([[i32]]), ...vector([])]]))],
    [3, ...sized(vector([[0]]))],
    [5, ...sized(vector([[1, 1, 1]]))],
    [7, ...sized(vector(exported))],
    [10, ...sized(vector([sized([...locals, ...compress(), op.end])]))],
  ]
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()])
}

/** The rounds stand ten to an iteration, each left when none is to be done any more. */
function compress(): Code {
  return [
    ...sigma.flatMap(writeSchedule),
    ...setRow(a, load(0), load(VECTOR)),
    ...setRow(b, load(2 * VECTOR), load(3 * VECTOR)),
    ...setRow(c, load(IV_ADDRESS), load(IV_ADDRESS + VECTOR)),
    ...setRow(d, load(IV_ADDRESS + 2 * VECTOR), load(IV_ADDRESS + 3 * VECTOR)),
    ...xorInto(d.low, load(COUNTER_ADDRESS)),
    ...xorInto(d.high, load(FLAGS_ADDRESS)),
    ...[op.block, NO_RESULT, op.loop, NO_RESULT],
    ...sigma.flatMap((_, index) => [...leaveAfterLastRound(), ...round(index)]),
    ...[op.br, 0, op.end, op.end],
    ...[a.low, a.high, b.low, b.high].flatMap((row, index) => writeState(row, index)),
  ]
}

/** For columns and diagonals the words that are added first and second, each for four mixes. */
function writeSchedule(order: readonly number[], round: number): Code {
  const pairs = [0, 8].flatMap((half) =>
    [0, 1].flatMap((turn) => [0, 4].map((at) => half + turn + at)),
  )
  return pairs.flatMap((first, index) => [
    // The addresses of the store, of the second word and of the first.
    ...[...i32Const(0), ...i32Const(0), ...i32Const(0)],
    ...simd.loadFirst(messageAddress(order[first])),
    ...simd.loadLane(messageAddress(order[first + 2]), 1),
    ...simd.store(scheduleAddress(round, index)),
  ])
}

function messageAddress(word = 0): number {
  return MESSAGE_ADDRESS + 8 * word
}

function scheduleAddress(round: number, index: number): number {
  return SCHEDULE_ADDRESS + VECTOR * (8 * round + index)
}

function leaveAfterLastRound(): Code {
  return [
    ...[...localGet(ROUNDS), op.i32_eqz, op.br_if, 1],
    ...[...localGet(ROUNDS), ...i32Const(1), op.i32_sub, ...localSet(ROUNDS)],
  ]
}

function round(index: number): Code {
  const swapped: Row = { low: c.high, high: c.low }
  return [
    ...mix(c, scheduleAddress(index, 0)),
    ...turnRow(b, 1),
    ...turnRow(d, 3),
    ...mix(swapped, scheduleAddress(index, 4)),
    ...turnRow(b, 3),
    ...turnRow(d, 1),
  ]
}

/** G of RFC 7693, section 3.1, on four columns at once. */
function mix(third: Row, words: number): Code {
  return [
    ...addTo(a, b, words),
    ...xorRotate(d, a, rotatedBytes(4)),
    ...addTo(third, d),
    ...xorRotate(b, third, rotatedBytes(3)),
    ...addTo(a, b, words + 2 * VECTOR),
    ...xorRotate(d, a, rotatedBytes(2)),
    ...addTo(third, d),
    ...[b.low, b.high].flatMap((row, i) => xorRotateByOne(row, i === 0 ? third.low : third.high)),
  ]
}

/** target += other, and the words at an address. */
function addTo(target: Row, other: Row, words?: number): Code {
  const add = (row: number, by: number, address: number | undefined): Code => [
    ...[...localGet(row), ...localGet(by), ...simd.add],
    ...(address === undefined ? [] : [...load(address), ...simd.add]),
    ...localSet(row),
  ]
  return [
    ...add(target.low, other.low, words),
    ...add(target.high, other.high, words && words + VECTOR),
  ]
}

/** target = (target ^ other), its words rotated by a permutation of their bytes. */
function xorRotate(target: Row, other: Row, bytes: Code): Code {
  const one = (row: number, by: number): Code => [
    ...[...localGet(row), ...localGet(by), ...simd.xor, ...localSet(ASIDE)],
    ...[...localGet(ASIDE), ...localGet(ASIDE), ...simd.shuffle(bytes), ...localSet(row)],
  ]
  return [...one(target.low, other.low), ...one(target.high, other.high)]
}

/** row = (row ^ other) rotated right by 63, which is left by one. */
function xorRotateByOne(row: number, other: number): Code {
  return [
    ...[...localGet(row), ...localGet(other), ...simd.xor, ...localSet(ASIDE)],
    ...[...localGet(ASIDE), ...localGet(ASIDE), ...simd.add],
    ...[...localGet(ASIDE), ...i32Const(63), ...simd.shiftRight, ...simd.or, ...localSet(row)],
  ]
}

/** Moves the words of a row by `count` places, 1 or 3, to the front. */
function turnRow({ low, high }: Row, count: 1 | 3): Code {
  // The last word of one vector and the first of the other.
  const across = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]
  const lowHigh = [...localGet(low), ...localGet(high), ...simd.shuffle(across)]
  const highLow = [...localGet(high), ...localGet(low), ...simd.shuffle(across)]
  return count === 1
    ? [...lowHigh, ...highLow, ...localSet(high), ...localSet(low)]
    : [...highLow, ...lowHigh, ...localSet(high), ...localSet(low)]
}

/** Bytes of both words of a vector, each rotated right by `count` bytes. */
function rotatedBytes(count: number): Code {
  return Array.from({ length: VECTOR }, (_, i) => (i & 8) + ((i + count) & 7))
}

function writeState(row: number, index: number): Code {
  const other = [c.low, c.high, d.low, d.high][index] ?? 0
  return [
    ...[...i32Const(0), ...load(VECTOR * index), ...localGet(row), ...simd.xor],
    ...[...localGet(other), ...simd.xor, ...simd.store(VECTOR * index)],
  ]
}

function setRow({ low, high }: Row, first: Code, second: Code): Code {
  return [...first, ...localSet(low), ...second, ...localSet(high)]
}

function xorInto(target: number, term: Code): Code {
  return [...localGet(target), ...term, ...simd.xor, ...localSet(target)]
}

function load(address: number): Code {
  return [...i32Const(0), ...simd.load(address)]
}
