import type { Effect } from '../../../codegen/ir/effect.ts'
import { pushField } from './frame-locals.ts'
import { chargeWords } from './gas-effects.ts'
import { wasm } from './instructions.ts'
import {
  touch as emitTouch,
  touchRange as emitTouchRange,
  pushAddress,
  pushNarrow,
  withPlace,
} from './memory-range.ts'
import { loadBytes, storeBytes } from './word-access.ts'

/**
 * `(offset) → offset`: makes as many bytes there accessible as the immediate says, at least 1, and charges for them. The
 * result is the same offset, known to be below 2^32: what follows should use it.
 */
export const touch: Effect = {
  name: 'touch',
  resultBits: 32,
  emit(out, { args: [offset], immediates: [size = 0], result }) {
    if (offset === undefined) return
    emitTouch(out, offset, size)
    if (result === undefined || result.locals.length === 0) return
    out.limb(offset, 0)
    out.setLimb(result, 0)
  },
}

/** `(offset) → word`: the 32 bytes at an accessible offset. */
export const load: Effect = {
  name: 'load',
  resultBits: 256,
  isRead: true,
  emit(out, { args: [offset], result }) {
    if (offset === undefined || result === undefined) return
    withPlace(out, offset, (place) => loadBytes(out, place, result))
  },
}

/** `(offset, word)`: writes 32 bytes at an accessible offset. */
export const store: Effect = {
  name: 'store',
  resultBits: 0,
  emit(out, { args: [offset, word] }) {
    if (offset === undefined || word === undefined) return
    withPlace(out, offset, (place) => storeBytes(out, place, word))
  },
}

/** `(offset, word)`: writes the lowest byte at an accessible offset. */
export const storeByte: Effect = {
  name: 'storeByte',
  resultBits: 0,
  argumentLimbs: [4, 1],
  emit(out, { args: [offset, word] }) {
    if (offset === undefined || word === undefined) return
    withPlace(out, offset, ({ base, offset: constant }) => {
      out.get(base)
      pushNarrow(out, word)
      out.memory(wasm.i32Store8, constant)
    })
  },
}

/** The size of the memory in bytes. */
export const memorySize: Effect = {
  name: 'memorySize',
  resultBits: 32,
  isRead: true,
  emit(out, { result }) {
    if (result === undefined) return
    pushField(out, 'memorySize')
    out.op(wasm.i64ExtendI32U)
    out.setLimb(result, 0)
  },
}

/** `(target, source, length)`: EIP-5656; the ranges may overlap. */
export const copyMemory: Effect = {
  name: 'copyMemory',
  resultBits: 0,
  emit(out, { args: [target, source, length] }) {
    if (target === undefined || source === undefined || length === undefined) return
    emitTouchRange(out, target, length)
    emitTouchRange(out, source, length)
    chargeWords(out, length, 3)
    // With a length of 0 the offsets may be anything, and Wasm would trap.
    pushNarrow(out, length)
    out.if()
    pushAddress(out, target)
    pushAddress(out, source)
    pushNarrow(out, length)
    out.bulk(wasm.memoryCopy, 2)
    out.end()
  },
}
