import type { ContractCode } from '../../engine/message.ts'
import type { Revision } from '../../engine/revision.ts'
import type { StatusCode } from '../../engine/status-code.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import type { EvmFrame } from '../host/evm-frame.ts'
import type { BackgroundCompiler } from './background-compiler.ts'
import type { CompiledCodes } from './compiled-codes.ts'
import type { CompiledRunner } from './compiled-runner.ts'
import type { PromotionRule, Usage, UsageCounter } from './promotion.ts'
import { revisionFamily } from './revision-family.ts'
import type { Tiers } from './tiers.ts'

/** What `tier: 'auto'` is made of. */
export interface AutoTierParts {
  readonly runner: CompiledRunner
  readonly codes: CompiledCodes
  readonly usage: UsageCounter
  readonly compiler: BackgroundCompiler
  readonly deployed: PromotionRule['deployed']
}

/**
 * Runs code on the first tier, and compiled once it has moved up: by the promotion rule, in another thread. Nothing waits
 * for it, and no result tells when it was done.
 */
export class AutoTier implements Tiers {
  readonly #parts: AutoTierParts
  /** Compilations that came back. */
  #arrivals = 0

  constructor(parts: AutoTierParts) {
    this.#parts = parts
  }

  run(frame: EvmFrame, revision: Revision, code: ContractCode): StatusCode {
    const { runner, codes, compiler } = this.#parts
    compiler.take(({ code, family, outcome }) => {
      codes.add(code, family, outcome)
      this.#arrivals++
    })
    const family = revisionFamily(revision)
    const usage = this.#usageOf(code, family)
    if (!usage.isSettled) return this.#count(usage, frame, family, code)
    const cached = codes.find(code, family)
    return cached?.ok ? runner.run(frame, cached.compiled) : runner.interpret(frame)
  }

  deployed(revision: Revision, bytes: Uint8Array): void {
    const { deployed, codes, compiler } = this.#parts
    if (deployed === 'wait') return
    const family = revisionFamily(revision)
    const code = { bytes, hash: keccak256(bytes) }
    if (codes.find(code, family) === undefined) compiler.request(code, family)
  }

  #usageOf(code: ContractCode, family: Revision): Usage {
    const { usage: counter, codes } = this.#parts
    const usage = counter.find(code, family) ?? counter.begin(code, family)
    if (!usage.isSettled && usage.arrivals !== this.#arrivals) {
      // Another object of the same code may have moved up meanwhile.
      usage.arrivals = this.#arrivals
      usage.isSettled = codes.find(code, family) !== undefined
    }
    return usage
  }

  #count(usage: Usage, frame: EvmFrame, family: Revision, code: ContractCode): StatusCode {
    const { runner, usage: counter, compiler } = this.#parts
    const status = runner.interpret(frame)
    const gas = Number(frame.message.gas - frame.gas)
    if (counter.count(usage, code, gas)) usage.isSettled = compiler.request(code, family)
    return status
  }
}
