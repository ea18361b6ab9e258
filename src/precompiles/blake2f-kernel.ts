import {
  type Code,
  i32Const,
  i64Const,
  i64Load,
  i64Store,
  localGet,
  localSet,
  NO_RESULT,
  name,
  op,
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
   * Applies `rounds` (unsigned) rounds to the state of 64 bytes at 0 with the message block of 128 bytes at 64 and the
   * offset counter of 16 bytes at 192. `finalMask` is -1 for the last block, 0 for the others.
   */
  readonly compress: (rounds: number, finalMask: bigint) => void
}

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

/** Columns, then diagonals (RFC 7693, section 3.2). */
// biome-ignore format: table
const mixes: readonly (readonly [number, number, number, number])[] = [
  [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
  [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
]

const MESSAGE_ADDRESS = 64
const COUNTER_ADDRESS = 192

// Locals of `compress`: its parameters, then v[0..15]. The message is read from memory: 16 more locals would be spilled.
const ROUNDS = 0
const FINAL_MASK = 1
const V = 2
const words = Array.from({ length: 8 }, (_, word) => word)

/** Makes an instance of its own. */
export function createBlake2fKernel(): Blake2fKernel {
  const instance = new WebAssembly.Instance(compileOptimised(kernelModule()))
  return instance.exports as unknown as Blake2fKernel
}

function kernelModule(): Uint8Array<ArrayBuffer> {
  const { i32, i64 } = valueType
  const locals = vector([[...unsigned(16), i64]])
  const exported = [
    [...name('memory'), 2, 0],
    [...name('compress'), 0, 0],
  ]
  const sections: readonly Code[] = [
    [1, ...sized(vector([[0x60, ...vector([[i32], [i64]]), ...vector([])]]))],
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
    ...words.flatMap((word) => [...state(word), ...localSet(V + word)]),
    ...words.flatMap((word) => [...i64Const(toSigned(iv[word] ?? 0n)), ...localSet(V + 8 + word)]),
    ...xorInto(12, counter(0)),
    ...xorInto(13, counter(1)),
    ...xorInto(14, localGet(FINAL_MASK)),
    ...[op.block, NO_RESULT, op.loop, NO_RESULT],
    ...sigma.flatMap((order) => [...leaveAfterLastRound(), ...round(order)]),
    ...[op.br, 0, op.end, op.end],
    ...words.flatMap(writeState),
  ]
}

function leaveAfterLastRound(): Code {
  return [
    ...[...localGet(ROUNDS), op.i32_eqz, op.br_if, 1],
    ...[...localGet(ROUNDS), ...i32Const(1), op.i32_sub, ...localSet(ROUNDS)],
  ]
}

function round(order: readonly number[]): Code {
  return mixes.flatMap(([a, b, c, d], index) => [
    ...addTo(a, [...localGet(V + b), op.i64_add, ...message(order[2 * index] ?? 0)]),
    ...rotateXor(d, a, 32),
    ...addTo(c, localGet(V + d)),
    ...rotateXor(b, c, 24),
    ...addTo(a, [...localGet(V + b), op.i64_add, ...message(order[2 * index + 1] ?? 0)]),
    ...rotateXor(d, a, 16),
    ...addTo(c, localGet(V + d)),
    ...rotateXor(b, c, 63),
  ])
}

/** v[target] += what `term` pushes. */
function addTo(target: number, term: Code): Code {
  return [...localGet(V + target), ...term, op.i64_add, ...localSet(V + target)]
}

/** v[target] = (v[target] ^ v[other]) >>> bits. */
function rotateXor(target: number, other: number, bits: number): Code {
  return [
    ...[...localGet(V + target), ...localGet(V + other), op.i64_xor],
    ...[...i64Const(BigInt(64 - bits)), op.i64_rotl, ...localSet(V + target)],
  ]
}

function xorInto(target: number, term: Code): Code {
  return [...localGet(V + target), ...term, op.i64_xor, ...localSet(V + target)]
}

function writeState(word: number): Code {
  return [
    ...[...i32Const(0), ...state(word), ...localGet(V + word), op.i64_xor],
    ...[...localGet(V + 8 + word), op.i64_xor, ...i64Store(8 * word)],
  ]
}

const load = (address: number): Code => [...i32Const(0), ...i64Load(address)]
const state = (word: number): Code => load(8 * word)
const message = (word: number): Code => load(MESSAGE_ADDRESS + 8 * word)
const counter = (word: number): Code => load(COUNTER_ADDRESS + 8 * word)

/** The signed number with the same 64 bits. */
function toSigned(value: bigint): bigint {
  return BigInt.asIntN(64, value)
}
