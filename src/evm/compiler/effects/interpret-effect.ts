import type { Effect } from '../../../codegen/ir/effect.ts'
import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import type { ImportedFunction } from '../../../codegen/wasm/environment.ts'
import { frameField, WORD } from '../../interpreter/frame-layout.ts'
import { halted } from './cold-exits.ts'
import { frameOf, gasOf, pushField } from './frame-locals.ts'
import { wasm } from './instructions.ts'
import { storeLimbs } from './word-access.ts'

/** `(frame, pc, sp) → status`: the first tier, from an address of the code on. */
const interpret: ImportedFunction = {
  module: 'kernel',
  name: 'interpret',
  params: ['i32', 'i32', 'i32'],
  results: ['i32'],
}

/**
 * `(height, item, item, …)`: lets the first tier go on at the byte of code that the immediate is, with the stack so high
 * and these items on top, and ends the run as that does. It must not reach below the items: they are not there.
 */
export const interpretFrom: Effect = {
  name: 'interpretFrom',
  resultBits: 0,
  emit(out, { args: [height, ...items], immediates: [pc = 0] }) {
    if (height === undefined) return
    const sp = out.take('i32')
    pushField(out, 'stackBottom')
    out.limb(height, 0)
    out.op(wasm.i32WrapI64)
    out.i32(WORD)
    out.op(wasm.i32Mul)
    out.op(wasm.i32Sub)
    out.set(sp)
    for (const [slot, item] of items.entries()) {
      storeLimbs(out, { base: sp, offset: WORD * slot }, item)
    }
    emitInterpret(out, pc, sp)
    out.release(sp)
  },
}

/** Ends the run as the first tier does from the byte `pc` of the code on, with the top of the stack at the local `sp`. */
export function emitInterpret(out: Emitter, pc: number, sp: number): void {
  const frame = frameOf(out)
  out.get(frame)
  out.get(gasOf(out))
  out.memory(wasm.i64Store, frameField.gas)
  out.get(frame)
  out.get(frame)
  pushField(out, 'code')
  out.i32(pc)
  out.op(wasm.i32Add)
  out.get(sp)
  out.call(interpret)
  out.memory(wasm.i32Store, frameField.status)
  out.exit(halted)
}
