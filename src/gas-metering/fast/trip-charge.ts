import type { InstructionName } from '../../wasm/opcode.ts'
import type { CountedLoop } from './counted-loop.ts'
import type { FastWalk } from './fast-walk.ts'

/**
 * Up to this many units, the trips of a loop that is known to the last trip are pending like straight code, without a
 * charge and a check of their own. `FunctionSummary.units` counts them for each loop.
 */
export const FOLDED_UNITS = 50_000

/**
 * Charges the cheapest way round of all trips of a counted loop but the last, before it is entered. The last trip stays
 * pending as straight code, and dearer ways charge the difference while they run.
 *
 * The counter goes through c + s, c + 2s, ... modulo 2^32 until it equals e. With s = o * 2^k, o odd, that is after t
 * trips where t = (e - c) / 2^k * o^-1 modulo 2^(32-k), and t = 2^(32-k) instead of 0; if 2^k does not divide e - c, it
 * never ends, so it ends as out of gas. With d = (e - c) * o^-1 modulo 2^32, t - 1 = (d - 2^k) >>> k for all of them. A
 * loop that tests before it steps has one trip more begun than steps made: there t - 1 = d >>> k.
 *
 * Where an order is tested and the step is 1, with f the first value tested, t - 1 = f < e ? e - f : 0, for every f and
 * e, since no value between them is left out; with -1 it is f > e ? f - e : 0.
 */
export function emitTripCharge(walk: FastWalk, loop: CountedLoop): void {
  const step = loop.step.kind === 'constant' ? loop.step.value : 0
  if (loop.comparison !== 'ne') {
    emitOrderedRounds(walk, loop, step, `i32.${loop.comparison}`)
    return
  }
  const shift = 31 - Math.clz32(step & -step)
  const inverse = inverseOfOdd(step >> shift)
  const rounds = knownRounds(loop, shift, inverse)
  if (rounds === undefined) {
    emitRounds(walk, loop, shift, inverse)
    return
  }
  const units = rounds * loop.paths.units
  if (units <= FOLDED_UNITS) walk.pending += units
  else {
    walk.out.charge(units)
    walk.check()
  }
}

/** t - 1, where start and end are constants and the loop ends. */
function knownRounds(loop: CountedLoop, shift: number, inverse: number): number | undefined {
  if (loop.start === undefined || loop.end.kind !== 'constant') return undefined
  const distance = Math.imul(loop.end.value - loop.start, inverse)
  if ((distance & ((1 << shift) - 1)) !== 0) return undefined
  return (loop.tests === 'stepped' ? distance - (1 << shift) : distance) >>> shift
}

function emitRounds(walk: FastWalk, loop: CountedLoop, shift: number, inverse: number): void {
  const { out } = walk
  const { code } = out
  const distance = out.scratch()
  pushDistance(walk, loop)
  if (inverse !== 1) code.i32Const(inverse).op('i32.mul')
  if (loop.tests === 'stepped') code.i32Const(1 << shift).op('i32.sub')
  code.localSet(distance)
  if (shift > 0) {
    code
      .localGet(distance)
      .i32Const((1 << shift) - 1)
      .op('i32.and')
    out.failIf(walk.depth)
    code.localGet(distance).i32Const(shift).op('i32.shr_u').localSet(distance)
  }
  out.chargeCount(loop.paths.units, distance)
  walk.check()
}

/** V8 folds the count where start and end are constants. */
function emitOrderedRounds(
  walk: FastWalk,
  loop: CountedLoop,
  step: number,
  comparison: InstructionName,
): void {
  const { out } = walk
  const { code } = out
  const first = out.scratch()
  code.localGet(walk.localIndex(loop.counter))
  if (loop.tests === 'stepped') code.i32Const(step).op('i32.add')
  code.localSet(first)
  pushDifference(walk, loop, first)
  code.i32Const(0).localGet(first)
  pushEnd(walk, loop)
  code.op(comparison).op('select').localSet(first)
  out.chargeCount(loop.paths.units, first)
  walk.check()
}

/** Leaves how far it is from the value of the local `first` to the end, whichever way the counter goes. */
export function pushDifference(walk: FastWalk, loop: CountedLoop, first: number): void {
  const { code } = walk.out
  if (loop.comparison.startsWith('l')) {
    pushEnd(walk, loop)
    code.localGet(first)
  } else {
    code.localGet(first)
    pushEnd(walk, loop)
  }
  code.op('i32.sub')
}

export function pushEnd(walk: FastWalk, { end }: CountedLoop): void {
  const { code } = walk.out
  if (end.kind === 'constant') code.i32Const(end.value)
  else if (end.kind === 'local') code.localGet(walk.localIndex(end.index))
  else code.i32Const(0).localGet(walk.localIndex(end.index)).op('i32.sub')
}

/** Leaves `end - counter`. */
function pushDistance(walk: FastWalk, loop: CountedLoop): void {
  pushEnd(walk, loop)
  walk.out.code.localGet(walk.localIndex(loop.counter)).op('i32.sub')
}

/** The x with `odd * x = 1` modulo 2^32: Newton's iteration doubles the right bits, from the 3 that `odd` itself has. */
function inverseOfOdd(odd: number): number {
  let x = odd
  for (let bits = 3; bits < 32; bits *= 2) x = Math.imul(x, 2 - Math.imul(odd, x))
  return x
}
