import type { CodeCache, CodeTier } from '../../engine/code-cache.ts'
import type { CachedCode } from '../../engine/compiled-code.ts'
import type { ContractCode } from '../../engine/message.ts'
import { type Revision, revisions } from '../../engine/revision.ts'
import { compileLazily } from '../../primitives/optimised-module.ts'
import {
  type CompiledCode,
  type CompiledModuleImports,
  type EvmTranslator,
  instantiate,
} from '../compiler/compiled-module.ts'
import type { CompilationOutcome } from './compilation.ts'
import { evmCompiler } from './evm-compiler.ts'
import { revisionFamily } from './revision-family.ts'

/** The compiled codes of one `EvmVm`, as instances over its memory. */
export class CompiledCodes {
  readonly #tiers: ReadonlyMap<Revision, CodeTier<CompiledCode>>
  readonly #imports: CompiledModuleImports

  constructor(cache: CodeCache, translate: EvmTranslator, imports: CompiledModuleImports) {
    this.#imports = imports
    const load = (bytes: Uint8Array<ArrayBuffer>): CompiledCode =>
      instantiate(compileLazily(bytes), imports)
    const families = new Set(revisions.map(revisionFamily))
    this.#tiers = new Map(
      [...families].map((family) => [family, cache.tier(evmCompiler(family, translate, load))]),
    )
  }

  /** What runs the code, compiled now if need be; undefined when the compiler refuses it. */
  get(code: ContractCode, revision: Revision): CompiledCode | undefined {
    const cached = this.#tier(revision).get(code)
    return cached.ok ? cached.compiled : undefined
  }

  /** What is known of the code already. */
  find(code: ContractCode, revision: Revision): CachedCode<CompiledCode> | undefined {
    return this.#tier(revision).find(code)
  }

  /** Takes over what another thread compiled. */
  add(code: ContractCode, revision: Revision, outcome: CompilationOutcome): void {
    const cached: CachedCode<CompiledCode> = outcome.ok
      ? { ok: true, compiled: instantiate(outcome.module, this.#imports) }
      : outcome
    this.#tier(revision).add(code, cached, outcome.ok ? outcome.moduleBytes : 0)
  }

  #tier(revision: Revision): CodeTier<CompiledCode> {
    return this.#tiers.get(revisionFamily(revision)) as CodeTier<CompiledCode>
  }
}
