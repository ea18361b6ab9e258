import {
  isComplemented,
  LANES,
  ROUNDS,
  round,
  roundConstants,
  SCRATCH_LENGTH,
} from './keccak-permutation.ts'
import {
  type Code,
  i32Const,
  i64Const,
  i64Load,
  i64Store,
  localGet,
  localSet,
  localTee,
  NO_RESULT,
  name,
  op,
  sized,
  unsigned,
  valueType,
  vector,
} from './kernel-code.ts'
import { compileOptimised } from './optimised-module.ts'

/** Bytes that one application of the permutation absorbs: 1600 bits less twice the 256 of the digest. */
export const KECCAK_RATE = 136

/** Bits of the `phase` of `KeccakKernel.absorb`. */
export const phase = {
  /** Starts with an empty state; else goes on with the one kept from the call before. */
  first: 1,
  /** Pads the message and writes the digest; else keeps the state, and the length must be a multiple of the rate. */
  last: 2,
} as const

/** The sponge as a Wasm instance. All addresses are in its memory. */
export interface KeccakKernel {
  readonly memory: WebAssembly.Memory
  /**
   * Absorbs the message at `source`. With `phase.last` the 136 bytes after the message are overwritten, with the
   * padding, and the 32 bytes of the digest are written to `target`.
   */
  readonly absorb: (source: number, length: number, target: number, phase: number) => void
}

/** First address that the kernel does not keep for itself. */
export const KERNEL_DATA_START = 512

const STATE_ADDRESS = 0
const ROUND_CONSTANTS_ADDRESS = 256

// The last bit of a lane, as a signed number.
const LAST_BIT = -(2n ** 63n)

// Locals of `absorb`: its parameters, then its own. The lanes live in locals from the first block to the last.
const SOURCE = 0
const LENGTH = 1
const TARGET = 2
const PHASE = 3
const POINTER = 4
const END = 5
const LANE = 6
const SCRATCH = LANE + LANES

const lanes = Array.from({ length: LANES }, (_, lane) => lane)
const rateLanes = lanes.slice(0, KECCAK_RATE / 8)

/**
 * Makes a sponge for Keccak-256 with a memory of `pages` pages of 64 KiB.
 * @see https://keccak.team/files/Keccak-reference-3.0.pdf
 */
export function createKeccakKernel(pages: number): KeccakKernel {
  const instance = new WebAssembly.Instance(compileOptimised(kernelModule(pages)))
  return instance.exports as unknown as KeccakKernel
}

function kernelModule(pages: number): Uint8Array<ArrayBuffer> {
  const { i32, i64 } = valueType
  const locals = vector([
    [...unsigned(2), i32],
    [...unsigned(LANES + SCRATCH_LENGTH), i64],
  ])
  const constants = new Uint8Array(new BigUint64Array(roundConstants).buffer)
  const sections: readonly Code[] = [
    [1, ...sized(vector([[0x60, ...vector([[i32], [i32], [i32], [i32]]), ...vector([])]]))],
    [3, ...sized(vector([[0]]))],
    [5, ...sized(vector([[1, ...unsigned(pages), ...unsigned(pages)]]))],
    [
      7,
      ...sized(
        vector([
          [...name('memory'), 2, 0],
          [...name('absorb'), 0, 0],
        ]),
      ),
    ],
    [10, ...sized(vector([sized([...locals, ...absorb(), op.end])]))],
    [
      11,
      ...sized(
        vector([[0, ...i32Const(ROUND_CONSTANTS_ADDRESS), op.end, ...sized([...constants])]]),
      ),
    ],
  ]
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()])
}

function absorb(): Code {
  return [
    ...lanes.flatMap((lane) =>
      isComplemented(lane) ? [...i64Const(-1n), ...localSet(LANE + lane)] : [],
    ),
    ...[...localGet(PHASE), ...i32Const(phase.first), op.i32_and, op.i32_eqz],
    ...[op.if, NO_RESULT, ...loadState(), op.end],
    ...[...localGet(PHASE), ...i32Const(phase.last), op.i32_and],
    ...[op.if, NO_RESULT, ...pad(), op.end],
    ...[...localGet(SOURCE), ...localGet(LENGTH), op.i32_add, ...localSet(END)],
    ...[...localGet(SOURCE), ...localGet(END), op.i32_lt_u, op.if, NO_RESULT],
    ...[op.loop, NO_RESULT, ...absorbBlock(), ...permute()],
    ...[...localGet(SOURCE), ...localGet(END), op.i32_lt_u, op.br_if, 0, op.end],
    op.end,
    ...[...localGet(PHASE), ...i32Const(phase.last), op.i32_and],
    ...[op.if, NO_RESULT, ...writeDigest(), op.end],
    ...[...localGet(PHASE), ...i32Const(phase.last), op.i32_and, op.i32_eqz],
    ...[op.if, NO_RESULT, ...storeState(), op.end],
  ]
}

/**
 * Pads to whole blocks: 0x01, zeros, and 0x80 in the last byte (which may be the same); LENGTH becomes theirs.
 *
 * In stores as wide as the loads of `absorbBlock`, which otherwise wait until a narrower store has left the core.
 */
function pad(): Code {
  return [
    ...[...localGet(SOURCE), ...localGet(LENGTH), op.i32_add, ...localSet(POINTER)],
    ...rateLanes.flatMap((lane) => [
      ...[...localGet(POINTER), ...i64Const(lane === 0 ? 1n : 0n), ...i64Store(8 * lane)],
    ]),
    ...[...localGet(LENGTH), ...i32Const(KECCAK_RATE), op.i32_div_u, ...i32Const(1), op.i32_add],
    ...[...i32Const(KECCAK_RATE), op.i32_mul, ...localTee(LENGTH)],
    ...[...localGet(SOURCE), op.i32_add, ...i32Const(8), op.i32_sub, ...localTee(POINTER)],
    ...[...localGet(POINTER), ...i64Load(0), ...i64Const(LAST_BIT), op.i64_or, ...i64Store(0)],
  ]
}

function absorbBlock(): Code {
  return [
    ...rateLanes.flatMap((lane) => [
      ...[...localGet(LANE + lane), ...localGet(SOURCE), ...i64Load(8 * lane)],
      ...[op.i64_xor, ...localSet(LANE + lane)],
    ]),
    ...[...localGet(SOURCE), ...i32Const(KECCAK_RATE), op.i32_add, ...localSet(SOURCE)],
  ]
}

/**
 * keccak-f[1600] on the lanes; POINTER runs over the round constants.
 *
 * One round an iteration: with 2, 4 and all 24 unrolled it took 1.1, 1.2 and 1.3 times as long.
 */
function permute(): Code {
  const constant = [...localGet(POINTER), ...i64Load(ROUND_CONSTANTS_ADDRESS)]
  return [
    ...[...i32Const(0), ...localSet(POINTER), op.loop, NO_RESULT],
    ...round(LANE, SCRATCH, constant),
    ...[...localGet(POINTER), ...i32Const(8), op.i32_add, ...localTee(POINTER)],
    ...[...i32Const(8 * ROUNDS), op.i32_ne, op.br_if, 0, op.end],
  ]
}

function writeDigest(): Code {
  return lanes
    .slice(0, 4)
    .flatMap((lane) => [
      ...[...localGet(TARGET), ...localGet(LANE + lane)],
      ...(isComplemented(lane) ? [...i64Const(-1n), op.i64_xor] : []),
      ...i64Store(8 * lane),
    ])
}

function loadState(): Code {
  return lanes.flatMap((lane) => [
    ...[...i32Const(0), ...i64Load(STATE_ADDRESS + 8 * lane), ...localSet(LANE + lane)],
  ])
}

function storeState(): Code {
  return lanes.flatMap((lane) => [
    ...[...i32Const(0), ...localGet(LANE + lane), ...i64Store(STATE_ADDRESS + 8 * lane)],
  ])
}
