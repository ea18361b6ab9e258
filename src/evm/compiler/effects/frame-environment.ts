import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import type { EntryFunction, Environment } from '../../../codegen/wasm/environment.ts'
import { frameField } from '../../interpreter/frame-layout.ts'
import { pushHaltedGas } from './cold-exits.ts'
import { wasm } from './instructions.ts'

const frame = { name: 'frame', type: 'i32' } as const
const gas = { name: 'gas', type: 'i64' } as const

/**
 * What surrounds the words of compiled code: the address of the frame, and the gas left, which goes in and out of every
 * function. The module exports `run(frame) → status`.
 */
export const frameEnvironment: Environment = {
  memory: { module: 'engine', name: 'memory' },
  parameters: [frame],
  threaded: [gas],
  pushHalted: pushHaltedGas,
  entries: [runEntry(() => {})],
}

/** The same for code whose stack is in the frame's memory: `sp` is the address of its top. */
export const stackEnvironment: Environment = {
  ...frameEnvironment,
  parameters: [frame, { name: 'sp', type: 'i32' }],
  entries: [
    runEntry((out) => {
      out.get(0)
      out.memory(wasm.i32Load, frameField.stackBottom)
    }),
  ],
}

/** Every run ends by a halt, which leaves its status in the frame. */
function runEntry(pushMore: (out: Emitter) => void): EntryFunction {
  return {
    name: 'run',
    params: ['i32'],
    results: ['i32'],
    emit(out) {
      out.get(0)
      pushMore(out)
      out.get(0)
      out.memory(wasm.i64Load, frameField.gas)
      out.callMain()
      out.op(wasm.drop)
      out.get(0)
      out.memory(wasm.i32Load, frameField.status)
      out.return()
    },
  }
}
