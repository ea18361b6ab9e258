import type { Effect } from '../../../codegen/ir/effect.ts'
import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import { constantOf, type Operand } from '../../../codegen/wasm/operand.ts'
import { FRAME_OPERANDS, WORD } from '../../interpreter/frame-layout.ts'
import { frameOf, inputOf, pushField } from './frame-locals.ts'
import { chargeWords } from './gas-effects.ts'
import { wasm } from './instructions.ts'
import { copyPadded, keccak } from './kernel-imports.ts'
import { pushAddress, pushClamped, pushNarrow, touchRange } from './memory-range.ts'
import { loadBytes } from './word-access.ts'

/** Gas for each word: of what is copied, and of what is hashed. */
const COPY_WORD = 3
const KECCAK_WORD = 6

/** `(offset) → word`: 32 bytes of the input, with zeros behind its end. */
export const callDataLoad: Effect = {
  name: 'callDataLoad',
  resultBits: 256,
  isRead: true,
  emit(out, { args: [offset], result }) {
    if (offset === undefined || result === undefined) return
    const constant = constantOf(offset)
    if (constant !== undefined && constant < 2 ** 31) loadInputAt(out, constant, result)
    else loadInput(out, offset, result)
  },
}

export const callDataSize: Effect = sizeEffect('callDataSize', 'inputLength')
export const returnDataSize: Effect = sizeEffect('returnDataSize', 'returnDataSize')
export const codeSize: Effect = sizeEffect('codeSize', 'codeLength')

/** `(target, offset, length)`: copies input to memory. */
export const callDataCopy: Effect = copyEffect('callDataCopy', 'input', 'inputLength')
/** `(target, offset, length)`: copies code to memory. */
export const codeCopy: Effect = copyEffect('codeCopy', 'code', 'codeLength')

/** `(offset, length) → digest` of memory. Of this and what follows the immediate is 1 when the range is accessible. */
export const hash: Effect = {
  name: 'hash',
  resultBits: 256,
  emit(out, { args: [offset, length], immediates: [isAccessible], result }) {
    if (offset === undefined || length === undefined) return
    if (isAccessible !== 1) touchRange(out, offset, length)
    chargeWords(out, length, KECCAK_WORD)
    if (result === undefined || result.locals.length === 0) return
    const frame = frameOf(out)
    pushAddress(out, offset)
    pushNarrow(out, length)
    out.get(frame)
    out.i32(FRAME_OPERANDS)
    out.op(wasm.i32Add)
    out.call(keccak)
    loadBytes(out, { base: frame, offset: FRAME_OPERANDS }, result)
  },
}

/** A load in place when all 32 bytes are there, else from a copy with zeros. */
function loadInputAt(out: Emitter, offset: number, result: Operand): void {
  out.i32(offset + WORD - 1)
  pushField(out, 'inputLength')
  out.op(wasm.i32LtU)
  out.if()
  loadBytes(out, { base: inputOf(out), offset }, result)
  out.else()
  loadPadded(out, () => out.i64(offset), result)
  out.end()
}

function loadInput(out: Emitter, offset: Operand, result: Operand): void {
  const [from, base] = [out.take('i64'), out.take('i32')]
  pushClamped(out, offset)
  out.set(from)
  out.get(from)
  pushField(out, 'inputLength')
  out.op(wasm.i64ExtendI32U)
  out.i64(WORD)
  out.op(wasm.i64Sub)
  out.op(wasm.i64GtS)
  // What is no offset at all is negative or above 2^32.
  out.get(from)
  out.i64(0)
  out.op(wasm.i64LtS)
  out.op(wasm.i32Or)
  out.if()
  loadPadded(out, () => out.get(from), result)
  out.else()
  out.get(inputOf(out))
  out.get(from)
  out.op(wasm.i32WrapI64)
  out.op(wasm.i32Add)
  out.set(base)
  loadBytes(out, { base, offset: 0 }, result)
  out.end()
  out.release(from)
  out.release(base)
}

function loadPadded(out: Emitter, pushOffset: () => void, result: Operand): void {
  const frame = frameOf(out)
  out.get(frame)
  out.i32(FRAME_OPERANDS)
  out.op(wasm.i32Add)
  out.get(inputOf(out))
  pushField(out, 'inputLength')
  pushOffset()
  out.i32(WORD)
  out.call(copyPadded)
  loadBytes(out, { base: frame, offset: FRAME_OPERANDS }, result)
}

type SizeField = 'inputLength' | 'codeLength' | 'returnDataSize'

function sizeEffect(name: string, field: SizeField): Effect {
  return {
    name,
    resultBits: 32,
    isRead: true,
    emit(out, { result }) {
      if (result === undefined) return
      pushField(out, field)
      out.op(wasm.i64ExtendI32U)
      out.setLimb(result, 0)
    },
  }
}

function copyEffect(name: string, source: 'input' | 'code', length: SizeField): Effect {
  return {
    name,
    resultBits: 0,
    emit(out, { args: [target, offset, size], immediates: [isAccessible] }) {
      if (target === undefined || offset === undefined || size === undefined) return
      if (isAccessible !== 1) touchRange(out, target, size)
      chargeWords(out, size, COPY_WORD)
      pushAddress(out, target)
      pushField(out, source)
      pushField(out, length)
      pushClamped(out, offset)
      pushNarrow(out, size)
      out.call(copyPadded)
    },
  }
}
