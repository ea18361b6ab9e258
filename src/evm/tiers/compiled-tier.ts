import type { ContractCode } from '../../engine/message.ts'
import type { Revision } from '../../engine/revision.ts'
import type { StatusCode } from '../../engine/status-code.ts'
import type { EvmFrame } from '../host/evm-frame.ts'
import type { CompiledCodes } from './compiled-codes.ts'
import type { CompiledRunner } from './compiled-runner.ts'
import type { Tiers } from './tiers.ts'

/** Runs all code compiled, and on the first tier what cannot be. */
export class CompiledTier implements Tiers {
  readonly #runner: CompiledRunner
  readonly #codes: CompiledCodes

  constructor(runner: CompiledRunner, codes: CompiledCodes) {
    this.#runner = runner
    this.#codes = codes
  }

  run(frame: EvmFrame, revision: Revision, code: ContractCode): StatusCode {
    const compiled = this.#codes.get(code, revision)
    return compiled === undefined
      ? this.#runner.interpret(frame)
      : this.#runner.run(frame, compiled)
  }

  /** Compiled when it is called. */
  deployed(): void {}
}
