import type { CodeCompiler } from '../../engine/compiled-code.ts'
import type { Revision } from '../../engine/revision.ts'
import type { EvmTranslator } from '../compiler/compiled-module.ts'

/** Goes up whenever the same bytecode would give another module: stored modules of other versions are not used. */
export const COMPILER_VERSION = 3

/** The compiler of a family of revisions, as a `CodeCache` asks for it; `load` says what becomes of a module. */
export function evmCompiler<Loaded>(
  family: Revision,
  translate: EvmTranslator,
  load: (module: Uint8Array<ArrayBuffer>) => Loaded,
): CodeCompiler<Loaded> {
  return {
    variant: `evm-${COMPILER_VERSION} ${family}`,
    translate: (code) => translate(code, family),
    // The encoder and the disk tier make plain buffers, never shared ones.
    load: (bytes) => load(bytes as Uint8Array<ArrayBuffer>),
  }
}
