import { generateModule } from '../../codegen/generate-module.ts'
import type { Program } from '../../codegen/ir/program.ts'
import type { Translation } from '../../engine/compiled-code.ts'
import type { Revision } from '../../engine/revision.ts'
import type { EvmTranslator } from './compiled-module.ts'
import { frameEnvironment } from './effects/frame-environment.ts'
import { instructionSet } from './instruction-set.ts'
import { lowerProgram } from './lowering/lower-program.ts'
import { withNativeStackNeed } from './native-stack.ts'
import { codeBlocks } from './recovery/code-blocks.ts'
import { recover } from './recovery/recover.ts'

/** Bytecode to a module: blocks, procedures, the intermediate representation, Wasm. */
export const translate: EvmTranslator = (code, revision) => {
  const lowered = lowerCode(code, revision)
  if (!lowered.ok) return lowered
  const module = generateModule(lowered.program, frameEnvironment, { addCostsFuel: true })
  if (module === undefined) return { ok: false, reason: 'its control flow cannot be structured' }
  return { ok: true, module: withNativeStackNeed(lowered.program, module) }
}

/** Bytecode as a program of words, or why it is not. */
export type Lowered =
  | { readonly ok: true; readonly program: Program }
  | (Translation & { readonly ok: false })

/** The passes before code generation. */
export function lowerCode(code: Uint8Array, revision: Revision): Lowered {
  const blocks = codeBlocks(code, instructionSet(revision))
  const recovered = recover(blocks)
  if (!recovered.ok) {
    const { reason, pc } = recovered
    return { ok: false, reason: `unresolved ${reason} in the block at ${pc}` }
  }
  const program = lowerProgram(blocks, recovered.flow)
  if (program === undefined) return { ok: false, reason: 'procedures disagree about the stack' }
  return { ok: true, program }
}
