import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import type { Operand } from '../../../codegen/wasm/operand.ts'
import { wasm } from './instructions.ts'

/** An address: an i32 local and what is added to it. */
export interface Place {
  readonly base: number
  readonly offset: number
}

const REVERSED = Array.from({ length: 16 }, (_, lane) => 15 - lane)
const HALF = 16

/**
 * Sets a result to the 32 bytes at a place, most significant first: one load and one shuffle for each half that the
 * result needs.
 */
export function loadBytes(out: Emitter, { base, offset }: Place, result: Operand): void {
  const vector = out.take('v128')
  for (const half of [0, 1]) {
    const limbs = [2 * half, 2 * half + 1].filter((limb) => result.locals[limb] !== undefined)
    if (limbs.length === 0) continue
    out.get(base)
    out.memory(wasm.v128Load, offset + HALF * (1 - half))
    out.tee(vector)
    out.get(vector)
    out.shuffle(REVERSED)
    if (limbs.length === 2) out.tee(vector)
    for (const limb of limbs) {
      if (limb !== limbs[0]) out.get(vector)
      out.lane(wasm.i64x2ExtractLane, limb & 1)
      out.setLimb(result, limb)
    }
  }
  out.release(vector)
}

/** Writes a word to the 32 bytes at a place, most significant first. */
export function storeBytes(out: Emitter, { base, offset }: Place, word: Operand): void {
  for (const half of [0, 1]) {
    out.get(base)
    pushHalf(out, word, 2 * half)
    out.memory(wasm.v128Store, offset + HALF * (1 - half))
  }
}

/** Writes a word to the 32 bytes at a place as limbs, the least significant first. */
export function storeLimbs(out: Emitter, { base, offset }: Place, word: Operand): void {
  for (let limb = 0; limb < 4; limb++) {
    out.get(base)
    out.limb(word, limb)
    out.memory(wasm.i64Store, offset + 8 * limb)
  }
}

/** Sets a result to the limbs at an address, the least significant first. */
export function loadLimbs(out: Emitter, { base, offset }: Place, result: Operand): void {
  for (const limb of result.locals.keys()) {
    out.get(base)
    out.memory(wasm.i64Load, offset + 8 * limb)
    out.setLimb(result, limb)
  }
}

/** Pushes 16 bytes of a word, most significant first: `limb` and the one above it. */
function pushHalf(out: Emitter, word: Operand, limb: number): void {
  const { words, locals } = word
  if (words !== undefined) {
    pushConstantHalf(out, words, limb)
    return
  }
  if (locals.length <= limb) {
    out.i64(0)
    out.op(wasm.i64x2Splat)
    return
  }
  if (locals.length === limb + 1) {
    out.i64(0)
    out.op(wasm.i64x2Splat)
    out.limb(word, limb)
    out.lane(wasm.i64x2ReplaceLane, 0)
  } else {
    out.limb(word, limb)
    out.op(wasm.i64x2Splat)
    out.limb(word, limb + 1)
    out.lane(wasm.i64x2ReplaceLane, 1)
  }
  const vector = out.take('v128')
  out.tee(vector)
  out.get(vector)
  out.shuffle(REVERSED)
  out.release(vector)
}

function pushConstantHalf(out: Emitter, words: Uint32Array, limb: number): void {
  const [above, below] = [limb + 1, limb].map((index) => [
    swapped(words[2 * index + 1]),
    swapped(words[2 * index]),
  ]) as [[number, number], [number, number]]
  out.i64(...above)
  out.op(wasm.i64x2Splat)
  if (above[0] === below[0] && above[1] === below[1]) return
  out.i64(...below)
  out.lane(wasm.i64x2ReplaceLane, 1)
}

/** A digit with its four bytes in the opposite order. */
function swapped(digit = 0): number {
  return (digit << 24) | ((digit & 0xff00) << 8) | ((digit >>> 8) & 0xff00) | (digit >>> 24)
}
