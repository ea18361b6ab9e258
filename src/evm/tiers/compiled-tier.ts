import type { ContractCode } from '../../engine/message.ts'
import type { Revision } from '../../engine/revision.ts'
import type { StatusCode } from '../../engine/status-code.ts'
import type { EvmFrame } from '../host/evm-frame.ts'
import type { RunFrame } from '../interpreter/interpreter.ts'
import type { CompiledCodes } from './compiled-codes.ts'
import type { Tiers } from './tiers.ts'

/**
 * Compiled code counts what a loop adds up in 64 bits, because each step costs gas: that holds below this gas limit.
 * Messages with more, which no block has, run on the first tier.
 */
const COMPILED_GAS_LIMIT = 1n << 48n

/** Whether compiled code may run a message. */
export function fitsCompiled({ message }: EvmFrame): boolean {
  return message.gas < COMPILED_GAS_LIMIT
}

/** Runs all code compiled, and on the first tier what cannot be. */
export class CompiledTier implements Tiers {
  readonly #interpret: RunFrame
  readonly #codes: CompiledCodes

  constructor(interpret: RunFrame, codes: CompiledCodes) {
    this.#interpret = interpret
    this.#codes = codes
  }

  run(frame: EvmFrame, revision: Revision, code: ContractCode): StatusCode {
    const run = fitsCompiled(frame) ? this.#codes.get(code, revision) : undefined
    return (run ?? this.#interpret)(frame.at) as StatusCode
  }

  /** Compiled when it is called. */
  deployed(): void {}
}
