import { KECCAK_RATE, pad } from './keccak-padding.ts'
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
  op,
  valueType,
} from './kernel-code.ts'
import { kernelModule } from './kernel-module.ts'
import { compileOptimised } from './optimised-module.ts'

/** Bits of the `phase` of `KeccakKernel.absorb`. */
export const phase = {
  /** Starts with an empty state; else goes on with the one kept from the call before. */
  first: 1,
  /** Pads the message and writes the digest; else keeps the state, and the length must be a multiple of the rate. */
  last: 2,
} as const

/**
 * The sponge. All addresses are in the memory of the kernel.
 *
 * Absorbs the message at `source`. With `phase.last` the 136 bytes after the message are overwritten, with the padding,
 * and the 32 bytes of the digest are written to `target`.
 */
export type Absorb = (source: number, length: number, target: number, phase: number) => void

/** First address that the kernel does not keep for itself. */
export const KERNEL_DATA_START = 512

const STATE_ADDRESS = 0
/** Where the kernel keeps its round constants. */
export const ROUND_CONSTANTS_ADDRESS = 256

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
 * Makes a sponge for Keccak-256 over `memory`.
 * @see https://keccak.team/files/Keccak-reference-3.0.pdf
 */
export function createKeccakKernel(memory: WebAssembly.Memory): Absorb {
  const instance = new WebAssembly.Instance(spongeModule(), { kernel: { memory } })
  return instance.exports['absorb'] as unknown as Absorb
}

let compiled: WebAssembly.Module | undefined

function spongeModule(): WebAssembly.Module {
  const { i32, i64 } = valueType
  compiled ??= compileOptimised(
    kernelModule({
      name: 'absorb',
      parameters: [i32, i32, i32, i32],
      locals: [
        { count: 2, type: i32 },
        { count: LANES + SCRATCH_LENGTH, type: i64 },
      ],
      body: absorb(),
      data: {
        address: ROUND_CONSTANTS_ADDRESS,
        bytes: new Uint8Array(new BigUint64Array(roundConstants).buffer),
      },
    }),
  )
  return compiled
}

function absorb(): Code {
  return [
    ...lanes.flatMap((lane) =>
      isComplemented(lane) ? [...i64Const(-1n), ...localSet(LANE + lane)] : [],
    ),
    ...[...localGet(PHASE), ...i32Const(phase.first), op.i32_and, op.i32_eqz],
    ...[op.if, NO_RESULT, ...loadState(), op.end],
    ...[...localGet(PHASE), ...i32Const(phase.last), op.i32_and],
    ...[op.if, NO_RESULT, ...pad({ source: SOURCE, length: LENGTH, scratch: POINTER }), op.end],
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
