import type { Effect } from '../../../codegen/ir/effect.ts'
import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import { statusCode } from '../../../engine/status-code.ts'
import { STACK_LIMIT, WORD } from '../../interpreter/frame-layout.ts'
import { failure } from './cold-exits.ts'
import { pushField } from './frame-locals.ts'
import { wasm } from './instructions.ts'
import { emitInterpret } from './interpret-effect.ts'
import { pushClamped } from './memory-range.ts'
import { loadLimbs, storeLimbs } from './word-access.ts'

/**
 * Where nothing is known of a stack it lies in the frame's memory, as the first tier's does, and `sp` is the address of its top. These
 * effects name items by their distance from where `sp` was when it was last moved, in items; above it, it is negative.
 */

/** `→ word`: the item that the immediate names. */
export const stackItem: Effect = {
  name: 'stackItem',
  resultBits: 256,
  isRead: true,
  emit(out, { immediates: [slot = 0], result }) {
    // The items that a block takes lie below its top.
    if (result !== undefined) loadLimbs(out, { base: topOf(out), offset: WORD * slot }, result)
  },
}

/** `(word)`: writes the item that the immediate names. */
export const setStackItem: Effect = {
  name: 'setStackItem',
  resultBits: 0,
  emit(out, { args: [word], immediates: [slot = 0] }) {
    if (word === undefined) return
    const above = out.take('i32')
    pushTop(out, slot)
    out.set(above)
    storeLimbs(out, { base: above, offset: 0 }, word)
    out.release(above)
  },
}

/** Moves `sp` to the item that the immediate names. */
export const moveTop: Effect = {
  name: 'moveTop',
  resultBits: 0,
  emit(out, { immediates: [slot = 0] }) {
    pushTop(out, slot)
    out.set(topOf(out))
  },
}

/**
 * Immediates: items that a block takes, items by which its stack grows at most, and where it begins. If there are not so many, or
 * no room for so many, the message fails in the block: the first tier finds out where, and how.
 */
export const checkStack: Effect = {
  name: 'checkStack',
  resultBits: 0,
  emit(out, { immediates: [taken = 0, growth = 0, pc = 0] }) {
    pushTop(out, taken)
    pushField(out, 'stackBottom')
    out.op(wasm.i32GtU)
    pushField(out, 'stackBottom')
    pushTop(out, -growth)
    out.op(wasm.i32Sub)
    out.i32(WORD * STACK_LIMIT)
    out.op(wasm.i32GtU)
    out.op(wasm.i32Or)
    out.if()
    emitInterpret(out, pc, topOf(out))
    out.end()
  },
}

/** `(destination)`: leaves for the function of the program's table that the destination is. The immediate: entries of the table. */
export const jumpTo: Effect = {
  name: 'jumpTo',
  resultBits: 0,
  emit(out, { args: [destination], immediates: [entries = 0] }) {
    if (destination === undefined) return
    const at = out.take('i64')
    pushClamped(out, destination)
    out.tee(at)
    out.i64(entries)
    out.op(wasm.i64GeU)
    out.exitIf(failure(statusCode.badJumpDestination))
    out.pushEnvironment()
    out.get(at)
    out.op(wasm.i32WrapI64)
    out.tailCallTable()
    out.release(at)
  },
}

function topOf(out: Emitter): number {
  return out.local('sp')
}

function pushTop(out: Emitter, slot: number): void {
  out.get(topOf(out))
  if (slot === 0) return
  out.i32(WORD * slot)
  out.op(wasm.i32Add)
}
