import type { Effect } from '../../../codegen/ir/effect.ts'
import type { ColdExit } from '../../../codegen/wasm/emitter.ts'
import type { StatusCode } from '../../../engine/status-code.ts'
import { frameField } from '../../interpreter/frame-layout.ts'
import { failure, reverted, stopped, succeeded } from './cold-exits.ts'
import { frameOf } from './frame-locals.ts'
import { wasm } from './instructions.ts'
import { pushAddress, pushNarrow, touchRange } from './memory-range.ts'

/** Ends the run: success without output. */
export const stop: Effect = {
  name: 'stop',
  resultBits: 0,
  emit: (out) => out.exit(stopped),
}

/** `(offset, length)`: ends the run with output. */
export const returnOutput: Effect = outputEffect('return', succeeded)
/** `(offset, length)`: ends the run with output, and undoes what it did. */
export const revert: Effect = outputEffect('revert', reverted)

/** Ends the run with the status that the immediate is. */
export const fail: Effect = {
  name: 'fail',
  resultBits: 0,
  emit: (out, { immediates: [status] }) => out.exit(failure(status as StatusCode)),
}

function outputEffect(name: string, exit: ColdExit): Effect {
  return {
    name,
    resultBits: 0,
    emit(out, { args: [offset, length], immediates: [isAccessible] }) {
      if (offset === undefined || length === undefined) return
      if (isAccessible !== 1) touchRange(out, offset, length)
      const frame = frameOf(out)
      out.get(frame)
      pushAddress(out, offset)
      out.memory(wasm.i32Store, frameField.output)
      out.get(frame)
      pushNarrow(out, length)
      out.memory(wasm.i32Store, frameField.outputLength)
      out.exit(exit)
    },
  }
}
