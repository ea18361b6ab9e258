import { generateModule } from '../../codegen/generate-module.ts'
import type { Program } from '../../codegen/ir/program.ts'
import type { Environment } from '../../codegen/wasm/environment.ts'
import type { Translation } from '../../engine/compiled-code.ts'
import type { Revision } from '../../engine/revision.ts'
import type { EvmTranslator } from './compiled-module.ts'
import { frameEnvironment, stackEnvironment } from './effects/frame-environment.ts'
import { instructionSet } from './instruction-set.ts'
import { lowerProgram } from './lowering/lower-program.ts'
import { lowerThreaded } from './lowering/lower-threaded.ts'
import { withNativeStackNeed } from './native-stack.ts'
import { blockEffects } from './recovery/block-effects.ts'
import { codeBlocks } from './recovery/code-blocks.ts'
import { recover } from './recovery/recover.ts'

/**
 * Bytecode to a module: blocks, procedures, the intermediate representation, Wasm. Code whose jumps are not all known
 * becomes a function for each block instead.
 */
export const translate: EvmTranslator = (code, revision) => {
  const lowered = lowerCode(code, revision)
  if (!lowered.ok) return lowered
  const { program, environment } = lowered
  const module = generateModule(program, environment, { addCostsFuel: true })
  if (module === undefined) return { ok: false, reason: 'its control flow cannot be structured' }
  return { ok: true, module: withNativeStackNeed(program, module) }
}

/** Bytecode as a program of words, with what surrounds it, or why it is not. */
export type Lowered =
  | { readonly ok: true; readonly program: Program; readonly environment: Environment }
  | (Translation & { readonly ok: false })

/** The passes before code generation. */
export function lowerCode(code: Uint8Array, revision: Revision): Lowered {
  const blocks = codeBlocks(code, instructionSet(revision))
  const effects = blockEffects(blocks)
  const recovered = recover(blocks, effects)
  const program = recovered.ok ? lowerProgram(blocks, recovered.flow) : undefined
  if (program !== undefined) return { ok: true, program, environment: frameEnvironment }
  const threaded = lowerThreaded(blocks, effects)
  if (threaded !== undefined) return { ok: true, program: threaded, environment: stackEnvironment }
  return { ok: false, reason: 'its jumps are not all known, and it has too many blocks' }
}
