import type { EvmTranslator } from '../../../src/evm/compiler/compiled-module.ts'
import type { Translator } from '../../../src/evm/tiers/tiers.ts'

/** A translator for the compiled tier, where no other thread has to find it. */
export function onThisThread(translate: EvmTranslator): Translator {
  return { translate, module: 'nowhere', exportName: 'none' }
}
