import { KECCAK_RATE, pad } from './keccak-padding.ts'
import { PAIR_SCRATCH_LENGTH, pairRound } from './keccak-pair-permutation.ts'
import { LANES, ROUNDS, roundConstants } from './keccak-permutation.ts'
import {
  type Code,
  i32Const,
  i32Load,
  localGet,
  localSet,
  localTee,
  NO_RESULT,
  op,
  simd,
  valueType,
} from './kernel-code.ts'
import { kernelModule } from './kernel-module.ts'
import { compileOptimised } from './optimised-module.ts'

/**
 * Hashes two messages in the time in which one alone takes two thirds. Each is given by the address of its record; both
 * must have the same number of blocks.
 */
export type HashPair = (first: number, second: number) => void

/** A record of a message: three words of 32 bits, its address, its length, and where its digest goes. */
export const RECORD_SOURCE = 0
export const RECORD_LENGTH = 4
export const RECORD_TARGET = 8

// Locals: the parameters, then their own.
const FIRST = 0
const SECOND = 1
const FIRST_SOURCE = 2
const SECOND_SOURCE = 3
const LENGTH = 4
const POINTER = 5
const END = 6
const PAIRS = 7
const SCRATCH = PAIRS + LANES

const positions = Array.from({ length: LANES }, (_, lane) => lane)
const ratePositions = positions.slice(0, KECCAK_RATE / 8)

/**
 * The kernel over `memory`, which keeps its round constants at `constantsAddress` (192 bytes); undefined on a processor
 * without the vector instructions of WebAssembly.
 */
export function createPairKernel(
  memory: WebAssembly.Memory,
  constantsAddress: number,
): HashPair | undefined {
  const bytes = pairModule(constantsAddress)
  if (!WebAssembly.validate(bytes)) return undefined
  const instance = new WebAssembly.Instance(compileOptimised(bytes), { kernel: { memory } })
  return instance.exports['hashPair'] as unknown as HashPair
}

function pairModule(constantsAddress: number): Uint8Array<ArrayBuffer> {
  const { i32, v128 } = valueType
  return kernelModule({
    name: 'hashPair',
    parameters: [i32, i32],
    locals: [
      { count: PAIRS - FIRST_SOURCE, type: i32 },
      { count: LANES + PAIR_SCRATCH_LENGTH, type: v128 },
    ],
    body: hashPair(constantsAddress),
    data: {
      address: constantsAddress,
      bytes: new Uint8Array(new BigUint64Array(roundConstants).buffer),
    },
  })
}

function hashPair(constantsAddress: number): Code {
  return [
    ...padRecord(FIRST, FIRST_SOURCE),
    ...padRecord(SECOND, SECOND_SOURCE),
    ...[...localGet(FIRST_SOURCE), ...localGet(LENGTH), op.i32_add, ...localSet(END)],
    ...[op.loop, NO_RESULT, ...absorbBlocks(), ...permute(constantsAddress)],
    ...[...localGet(FIRST_SOURCE), ...localGet(END), op.i32_ne, op.br_if, 0, op.end],
    ...writeDigest(FIRST, 0),
    ...writeDigest(SECOND, 1),
  ]
}

function padRecord(record: number, source: number): Code {
  return [
    ...[...localGet(record), ...i32Load(RECORD_SOURCE), ...localSet(source)],
    ...[...localGet(record), ...i32Load(RECORD_LENGTH), ...localSet(LENGTH)],
    ...pad({ source, length: LENGTH, scratch: POINTER }),
  ]
}

function absorbBlocks(): Code {
  const sources = [FIRST_SOURCE, SECOND_SOURCE]
  return [
    ...ratePositions.flatMap((lane) => [
      ...[...localGet(SECOND_SOURCE), ...localGet(FIRST_SOURCE), ...simd.loadFirst(8 * lane)],
      ...[...simd.loadLane(8 * lane, 1), ...localGet(PAIRS + lane), ...simd.xor],
      ...localSet(PAIRS + lane),
    ]),
    ...sources.flatMap((source) => [
      ...[...localGet(source), ...i32Const(KECCAK_RATE), op.i32_add, ...localSet(source)],
    ]),
  ]
}

function permute(constantsAddress: number): Code {
  const constant = [...localGet(POINTER), ...simd.loadSplat(constantsAddress)]
  return [
    ...[...i32Const(0), ...localSet(POINTER), op.loop, NO_RESULT],
    ...pairRound(PAIRS, SCRATCH, constant),
    ...[...localGet(POINTER), ...i32Const(8), op.i32_add, ...localTee(POINTER)],
    ...[...i32Const(8 * ROUNDS), op.i32_ne, op.br_if, 0, op.end],
  ]
}

function writeDigest(record: number, half: number): Code {
  return [
    ...[...localGet(record), ...i32Load(RECORD_TARGET), ...localSet(POINTER)],
    ...positions
      .slice(0, 4)
      .flatMap((lane) => [
        ...[...localGet(POINTER), ...localGet(PAIRS + lane), ...simd.storeLane(8 * lane, half)],
      ]),
  ]
}
