import {
  isComplemented,
  LANES,
  ROUNDS,
  round,
  roundConstants,
  SCRATCH_LENGTH,
} from '../../primitives/keccak-permutation.ts'
import type { Code, Local } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64, memory } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { memoryMap } from './memory-map.ts'

/** Bytes that one application of the permutation absorbs: 1600 bits less twice the 256 of the digest. */
const RATE = 136
/** What most messages of contracts have: a key and the slot of a mapping. */
const TWO_WORDS = 64
const { lastBlock } = memoryMap

/**
 * Defines `keccak(source, length, target)`: the Keccak-256 digest of a message in memory, which stays as it is. Whole
 * blocks are absorbed in place, the last one from a copy with the padding.
 */
export function defineKeccak(module: ModuleBuilder): Call {
  const signature = { params: ['i32', 'i32', 'i32'], results: [] } as const
  return module.define('keccak', signature, (f, [source, length, target]) => {
    const lanes = Array.from({ length: LANES }, () => f.local('i64'))
    const scratch = Array.from({ length: SCRATCH_LENGTH }, () => f.local('i64'))
    const permutation = permute(f, lanes, scratch)
    const last = f.local('i32')
    return [
      ...storeRoundConstantsOnce(f),
      ...lanes.flatMap((lane, i) => (isComplemented(i) ? lane.set(-1n) : [])),
      ...f.block((done) =>
        f.loop((next) => [
          ...f.if(
            i32.eq(length, TWO_WORDS),
            () => [...absorbTwoWords(lanes, source), ...last.set(1)],
            () => [
              ...f.if(i32.lt_u(length, RATE), () => [
                ...pad(f, source, length),
                ...source.set(lastBlock),
                ...last.set(1),
              ]),
              ...absorb(lanes, source, RATE),
            ],
          ),
          ...permutation,
          ...f.brIf(done, last),
          ...source.set(i32.add(source, RATE)),
          ...length.set(i32.sub(length, RATE)),
          ...f.br(next),
        ]),
      ),
      ...lanes
        .slice(0, 4)
        .flatMap((lane, i) =>
          i64.store(target, isComplemented(i) ? i64.xor(lane, -1n) : lane, 8 * i),
        ),
    ]
  })
}

function absorb(lanes: readonly Local[], source: Local, length: number): Code {
  return lanes
    .slice(0, length / 8)
    .flatMap((lane, i) => lane.set(i64.xor(lane, i64.load(source, 8 * i))))
}

/** The last 64 bytes of a message with their padding: no copy of them is made. */
function absorbTwoWords(lanes: readonly Local[], source: Local): Code {
  const padding = new Map([
    [TWO_WORDS / 8, 1n],
    [RATE / 8 - 1, -(1n << 63n)],
  ])
  return [
    ...absorb(lanes, source, TWO_WORDS),
    ...lanes.flatMap((lane, i) => {
      const bits = padding.get(i)
      return bits === undefined ? [] : lane.set(i64.xor(lane, bits))
    }),
  ]
}

/** 0x01, zeros, and 0x80 in the last byte, which may be the same. */
function pad(f: FunctionBuilder, source: Local, length: Local): Code {
  return [
    ...memory.fill(lastBlock, 0, RATE),
    // An empty message may be anywhere, and Wasm would trap.
    ...f.if(length, () => memory.copy(lastBlock, source, length)),
    ...i32.store8(length, 1, lastBlock),
    ...i32.store8(0, i32.or(i32.load8_u(0, lastBlock + RATE - 1), 0x80), lastBlock + RATE - 1),
  ]
}

/** The constants are data of the code: a memory that others share starts without them. */
function storeRoundConstantsOnce(f: FunctionBuilder): Code {
  const { roundConstants: address } = memoryMap
  return f.if(i64.eqz(i64.load(0, address)), () =>
    roundConstants.flatMap((constant, i) =>
      i64.store(0, BigInt.asIntN(64, constant), address + 8 * i),
    ),
  )
}

function permute(f: FunctionBuilder, lanes: readonly Local[], scratch: readonly Local[]): Code {
  const at = f.local('i32')
  const constant = i64.load(at, memoryMap.roundConstants)
  // Rounds are emitted by index: the locals of each array are consecutive.
  const body = round(lanes[0]?.index ?? 0, scratch[0]?.index ?? 0, constant)
  return [
    ...at.set(0),
    ...f.loop((again) => [...body, ...f.brIf(again, i32.ne(at.tee(i32.add(at, 8)), 8 * ROUNDS))]),
  ]
}
