import type { CodeCache, CodeTier } from '../../engine/code-cache.ts'
import type { CachedCode } from '../../engine/compiled-code.ts'
import type { ContractCode } from '../../engine/message.ts'
import { type Revision, revisions } from '../../engine/revision.ts'
import {
  type CompiledModuleImports,
  type EvmTranslator,
  instantiate,
} from '../compiler/compiled-module.ts'
import type { RunFrame } from '../interpreter/interpreter.ts'
import type { CompilationOutcome } from './compilation.ts'
import { evmCompiler } from './evm-compiler.ts'
import { revisionFamily } from './revision-family.ts'

/** The compiled codes of one `EvmVm`, as instances over its memory. */
export class CompiledCodes {
  readonly #tiers: ReadonlyMap<Revision, CodeTier<RunFrame>>
  readonly #imports: CompiledModuleImports

  constructor(cache: CodeCache, translate: EvmTranslator, imports: CompiledModuleImports) {
    this.#imports = imports
    const load = (bytes: Uint8Array<ArrayBuffer>): RunFrame =>
      instantiate(new WebAssembly.Module(bytes), imports)
    const families = new Set(revisions.map(revisionFamily))
    this.#tiers = new Map(
      [...families].map((family) => [family, cache.tier(evmCompiler(family, translate, load))]),
    )
  }

  /** What runs the code, compiled now if need be; undefined when the compiler refuses it. */
  get(code: ContractCode, revision: Revision): RunFrame | undefined {
    const cached = this.#tier(revision).get(code)
    return cached.ok ? cached.compiled : undefined
  }

  /** What is known of the code already. */
  find(code: ContractCode, revision: Revision): CachedCode<RunFrame> | undefined {
    return this.#tier(revision).find(code)
  }

  /** Takes over what another thread compiled. */
  add(code: ContractCode, revision: Revision, outcome: CompilationOutcome): void {
    const cached: CachedCode<RunFrame> = outcome.ok
      ? { ok: true, compiled: instantiate(outcome.module, this.#imports) }
      : outcome
    this.#tier(revision).add(code, cached, outcome.ok ? outcome.moduleBytes : 0)
  }

  #tier(revision: Revision): CodeTier<RunFrame> {
    return this.#tiers.get(revisionFamily(revision)) as CodeTier<RunFrame>
  }
}
