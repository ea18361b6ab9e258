import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import { frameField } from '../../interpreter/frame-layout.ts'
import { halted } from './cold-exits.ts'
import { frameOf } from './frame-locals.ts'
import { emitCharge } from './gas-effects.ts'
import { wasm } from './instructions.ts'

/**
 * Takes from the stack what a host function answered, gas to charge or a negated status. `afterwards` is written where it was gas, before
 * that is charged.
 */
export function takeAnswer(out: Emitter, afterwards: () => void = () => undefined): void {
  const frame = frameOf(out)
  const answer = out.take('i32')
  out.tee(answer)
  out.i32(0)
  out.op(wasm.i32LtS)
  out.if()
  out.get(frame)
  out.i32(0)
  out.get(answer)
  out.op(wasm.i32Sub)
  out.memory(wasm.i32Store, frameField.status)
  out.exit(halted)
  out.end()
  afterwards()
  emitCharge(out, () => {
    out.get(answer)
    out.op(wasm.i64ExtendI32U)
  })
  out.release(answer)
}
