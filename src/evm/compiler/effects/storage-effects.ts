import type { Effect } from '../../../codegen/ir/effect.ts'
import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import type { Operand } from '../../../codegen/wasm/operand.ts'
import { frameOf, gasOf } from './frame-locals.ts'
import { emitCharge } from './gas-effects.ts'
import { takeAnswer } from './host-answer.ts'
import { wasm } from './instructions.ts'
import { storageLoad, storageStore } from './kernel-imports.ts'

const LIMBS = [0, 1, 2, 3]

/** `(key) → word`: a slot of storage. */
export const loadSlot: Effect = {
  name: 'SLOAD',
  resultBits: 256,
  emit(out, { args: [key], result }) {
    if (key === undefined) return
    const surcharge = out.take('i32')
    out.get(frameOf(out))
    pushWord(out, key)
    out.call(storageLoad)
    out.set(surcharge)
    for (const limb of LIMBS.toReversed()) {
      if (result === undefined) out.op(wasm.drop)
      else out.setLimb(result, limb)
    }
    emitCharge(out, () => {
      out.get(surcharge)
      out.op(wasm.i64ExtendI32U)
    })
    out.release(surcharge)
  },
}

/** `(key, word)`: writes a slot of storage. */
export const storeSlot: Effect = {
  name: 'SSTORE',
  resultBits: 0,
  emit(out, { args: [key, word] }) {
    if (key === undefined || word === undefined) return
    out.get(frameOf(out))
    out.get(gasOf(out))
    pushWord(out, key)
    pushWord(out, word)
    out.call(storageStore)
    takeAnswer(out)
  },
}

function pushWord(out: Emitter, word: Operand): void {
  for (const limb of LIMBS) out.limb(word, limb)
}
