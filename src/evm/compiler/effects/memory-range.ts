import { smallNumber } from '../../../codegen/ir/words.ts'
import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import { constantOf, limbsOf, type Operand } from '../../../codegen/wasm/operand.ts'
import { outOfGas } from './cold-exits.ts'
import { frameOf, gasOf, memoryOf, pushField } from './frame-locals.ts'
import { wasm } from './instructions.ts'
import { reserve } from './kernel-imports.ts'
import type { Place } from './word-access.ts'

/** Pushes a word as an i64: the word when it is below 2^32, else something that no offset or length may be. */
export function pushClamped(out: Emitter, word: Operand): void {
  const { words, bits } = word
  if (words !== undefined && smallNumber(words) === undefined) {
    out.i64(-1, -1)
    return
  }
  out.limb(word, 0)
  if (words !== undefined || limbsOf(bits) <= 1) return
  out.i64(-1, -1)
  out.limb(word, 1)
  for (let limb = 2; limb < limbsOf(bits); limb++) {
    out.limb(word, limb)
    out.op(wasm.i64Or)
  }
  out.op(wasm.i64Eqz)
  out.op(wasm.select)
}

/** Pushes the low 32 bits: the whole of an offset or length whose range was made accessible. */
export function pushNarrow(out: Emitter, word: Operand): void {
  const constant = constantOf(word)
  if (constant !== undefined) {
    out.i32(constant)
    return
  }
  out.limb(word, 0)
  out.op(wasm.i32WrapI64)
}

/** Pushes the address of an offset in memory that was made accessible. */
export function pushAddress(out: Emitter, offset: Operand): void {
  out.get(memoryOf(out))
  if (constantOf(offset) === 0) return
  pushNarrow(out, offset)
  out.op(wasm.i32Add)
}

/** Calls `use` with the place of an accessible offset; it may use the place until it returns. */
export function withPlace(out: Emitter, offset: Operand, use: (place: Place) => void): void {
  const constant = constantOf(offset)
  if (constant !== undefined && constant < 2 ** 31) {
    use({ base: memoryOf(out), offset: constant })
    return
  }
  const base = out.take('i32')
  pushAddress(out, offset)
  out.set(base)
  use({ base, offset: 0 })
  out.release(base)
}

/** Makes `size` bytes (at least 1) at an offset accessible, and charges for it. One comparison when they are already. */
export function touch(out: Emitter, offset: Operand, size: number): void {
  const constant = constantOf(offset)
  if (constant === undefined) pushIsOutside(out, offset, size)
  else if (constant + size < 2 ** 32) {
    pushField(out, 'memorySize')
    out.i32(constant + size)
    out.op(wasm.i32LtU)
  } else out.i32(1)
  out.if()
  extend(
    out,
    () => pushClamped(out, offset),
    () => out.i64(size),
  )
  out.end()
}

/** Makes the bytes that two words name accessible; the offset of none may be anything. */
export function touchRange(out: Emitter, offset: Operand, size: Operand): void {
  const constant = constantOf(size)
  if (constant === 0) return
  if (constant !== undefined && constant < 2 ** 31) {
    touch(out, offset, constant)
    return
  }
  const [from, length] = [out.take('i64'), out.take('i64')]
  pushClamped(out, offset)
  out.set(from)
  pushClamped(out, size)
  out.set(length)
  pushIsRangeOutside(out, from, length)
  out.if()
  extend(
    out,
    () => out.get(from),
    () => out.get(length),
  )
  out.end()
  out.release(from)
  out.release(length)
}

/**
 * Pushes whether a range is not inside: `offset > memorySize - size` as signed numbers, which the size of an empty memory
 * makes true, and no offset from 2^63 on or of more than a limb.
 */
function pushIsOutside(out: Emitter, offset: Operand, size: number): void {
  out.limb(offset, 0)
  pushField(out, 'memorySize')
  out.op(wasm.i64ExtendI32U)
  out.i64(size)
  out.op(wasm.i64Sub)
  out.op(wasm.i64GtS)
  if (offset.bits <= 63) return
  out.limb(offset, 0)
  out.i64(63)
  out.op(wasm.i64ShrU)
  for (let limb = 1; limb < limbsOf(offset.bits); limb++) {
    out.limb(offset, limb)
    out.op(wasm.i64Or)
  }
  out.i64(0)
  out.op(wasm.i64Ne)
  out.op(wasm.i32Or)
}

/** Pushes whether a range ends behind the memory, or its offset or length is 2^32 or more. */
function pushIsRangeOutside(out: Emitter, from: number, length: number): void {
  out.get(from)
  out.get(length)
  out.op(wasm.i64Or)
  out.i64(-1)
  out.op(wasm.i64GtU)
  out.get(from)
  out.get(length)
  out.op(wasm.i64Add)
  pushField(out, 'memorySize')
  out.op(wasm.i64ExtendI32U)
  out.op(wasm.i64GtU)
  out.op(wasm.i32Or)
}

function extend(out: Emitter, pushOffset: () => void, pushSize: () => void): void {
  const gas = gasOf(out)
  out.get(frameOf(out))
  out.get(gas)
  pushOffset()
  pushSize()
  out.call(reserve)
  out.tee(gas)
  out.i64(0)
  out.op(wasm.i64LtS)
  out.exitIf(outOfGas)
}
