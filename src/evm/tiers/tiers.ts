import { CodeCache } from '../../engine/code-cache.ts'
import type { ContractCode } from '../../engine/message.ts'
import type { Revision } from '../../engine/revision.ts'
import type { StatusCode } from '../../engine/status-code.ts'
import type { CompiledModuleImports, EvmTranslator } from '../compiler/compiled-module.ts'
import { translate } from '../compiler/translate.ts'
import type { EvmFrame } from '../host/evm-frame.ts'
import type { RunFrame } from '../interpreter/interpreter.ts'
import type { StepListener } from '../trace/evm-step.ts'
import { AutoTier } from './auto-tier.ts'
import { BackgroundCompiler, extensionOf } from './background-compiler.ts'
import type { TranslatorModule } from './compilation.ts'
import { CompiledCodes } from './compiled-codes.ts'
import { CompiledRunner } from './compiled-runner.ts'
import { CompiledTier } from './compiled-tier.ts'
import { defaultPromotion, type PromotionRule, UsageCounter } from './promotion.ts'

/**
 * What runs code: `first` the interpreter; `compiled` modules, compiled before the first message on the calling thread,
 * wherever the compiler takes the code; `auto` the interpreter until code moves up to a module that another thread
 * compiles.
 */
export type Tier = 'auto' | 'first' | 'compiled'

export interface EvmVmOptions {
  /** Default: `first`. No result tells which it was. */
  readonly tier?: Tier
  /** Compiled code, to be shared with other `Vm`s; default: an own one, in memory. */
  readonly cache?: CodeCache
  /** When code moves up under `auto`. */
  readonly promotion?: Partial<PromotionRule>
  /** Is given every instruction. Everything runs on the first tier then. */
  readonly trace?: StepListener
  /** What turns code into modules, with the place where other threads find it. Default: the compiler. */
  readonly translator?: Translator
}

/** A translator, and the module that exports it. */
export interface Translator extends TranslatorModule {
  readonly translate: EvmTranslator
}

const compiler: Translator = {
  translate,
  module: new URL(`../compiler/translate${extensionOf(import.meta.url)}`, import.meta.url).href,
  exportName: 'translate',
}

/** Decides what runs a message. */
export interface Tiers {
  /** Runs the code of a frame that lies in memory. */
  run(frame: EvmFrame, revision: Revision, code: ContractCode): StatusCode
  /** Told of code that a message wants to deploy. */
  deployed(revision: Revision, code: Uint8Array): void
}

/** The tiers of one `EvmVm`. */
export function createTiers(
  options: EvmVmOptions,
  interpret: RunFrame,
  imports: CompiledModuleImports,
): Tiers {
  const { tier = 'first', cache = new CodeCache(), translator = compiler, trace } = options
  if (tier === 'first' || trace !== undefined) return firstTier(interpret)
  const runner = new CompiledRunner(interpret)
  const codes = new CompiledCodes(cache, translator.translate, imports)
  if (tier === 'compiled') return new CompiledTier(runner, codes)
  const rule = { ...defaultPromotion, ...options.promotion }
  return new AutoTier({
    runner,
    codes,
    usage: new UsageCounter(rule),
    compiler: new BackgroundCompiler(translator, cache.directory),
    deployed: rule.deployed,
  })
}

function firstTier(interpret: RunFrame): Tiers {
  return { run: ({ at }) => interpret(at) as StatusCode, deployed: () => undefined }
}
