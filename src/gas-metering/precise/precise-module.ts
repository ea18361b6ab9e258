import { decodeInstructions } from '../../wasm/decode-instructions.ts'
import { InstructionBuffer } from '../../wasm/instruction-buffer.ts'
import type { MeteringContext } from '../metering-context.ts'
import type { StrategyResult } from '../strategy-result.ts'
import { preciseFunction } from './precise-function.ts'

/**
 * The precise strategy: the units left are in a global, charged and checked at the start of every metered block.
 *
 * Nothing but bodies changes: no signature, no table, no export. It is the reference that the fast strategy is
 * compared with, and the build to replay on when a person asks why a frame failed.
 */
export function preciseModule(context: MeteringContext): StrategyResult {
  const { module } = context
  const buffer = new InstructionBuffer()
  const functions = module.functions.map((func) =>
    preciseFunction(context, func, decodeInstructions(func.body, func.bodyOffset, buffer)),
  )
  const { globals, exports, start, elements } = module
  return { functions, globals, exports, start, elements }
}
