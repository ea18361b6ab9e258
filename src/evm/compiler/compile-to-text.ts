import { printProgram } from '../../codegen/ir/print-program.ts'
import type { Revision } from '../../engine/revision.ts'
import { decodeModule } from '../../wasm/decode-module.ts'
import { printModule } from '../../wasm/print-module.ts'
import { lowerCode, translate } from './translate.ts'

/** What of a compilation is printed: the intermediate representation, or the module in the text format. */
export const textForms = ['ir', 'wat'] as const
export type TextForm = (typeof textForms)[number]

export type CompiledText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string }

/** What bytecode is compiled to, as text; or why it is left to the first tier. */
export function compileToText(code: Uint8Array, revision: Revision, form: TextForm): CompiledText {
  return textOf[form](code, revision)
}

const textOf: Readonly<Record<TextForm, (code: Uint8Array, revision: Revision) => CompiledText>> = {
  ir(code, revision) {
    const lowered = lowerCode(code, revision)
    return lowered.ok ? { ok: true, text: printProgram(lowered.program) } : lowered
  },
  wat(code, revision) {
    const lowered = lowerCode(code, revision)
    // What the printer knows ends with WebAssembly 2.0.
    if (lowered.ok && lowered.program.table.length > 0) {
      return {
        ok: false,
        reason: 'its blocks end by tail calls, which are not printed; print the ir',
      }
    }
    const translation = translate(code, revision)
    if (!translation.ok) return translation
    return { ok: true, text: printModule(decodeModule(translation.module)) }
  },
}
