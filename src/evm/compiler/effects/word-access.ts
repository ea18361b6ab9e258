import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import type { Operand } from '../../../codegen/wasm/operand.ts'
import { wasm } from './instructions.ts'

/** An address: an i32 local and what is added to it. */
export interface Place {
  readonly base: number
  readonly offset: number
}

const REVERSED = Uint8Array.from({ length: 16 }, (_, lane) => 15 - lane)
const HALF = 16
const WORD = 32

/**
 * Sets a result to the 32 bytes at a place, most significant first: one load and one shuffle for each half that the
 * result needs.
 */
export function loadBytes(out: Emitter, { base, offset }: Place, result: Operand): void {
  const vector = out.take('v128')
  const limbs = result.locals.length
  for (let limb = 0; limb < limbs; limb += 2) {
    const isWhole = limb + 1 < limbs
    out.get(base)
    out.memory(wasm.v128Load, offset + WORD - HALF - 8 * limb)
    out.tee(vector)
    out.get(vector)
    out.shuffle(REVERSED)
    if (isWhole) out.tee(vector)
    out.lane(wasm.i64x2ExtractLane, 0)
    out.setLimb(result, limb)
    if (!isWhole) continue
    out.get(vector)
    out.lane(wasm.i64x2ExtractLane, 1)
    out.setLimb(result, limb + 1)
  }
  out.release(vector)
}

/** Writes a word to the 32 bytes at a place, most significant first. */
export function storeBytes(out: Emitter, { base, offset }: Place, word: Operand): void {
  for (let limb = 0; limb < 4; limb += 2) {
    out.get(base)
    pushHalf(out, word, limb)
    out.memory(wasm.v128Store, offset + WORD - HALF - 8 * limb)
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
  for (let limb = 0; limb < result.locals.length; limb++) {
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
