import { COMPILED_EVM_STACK_BYTES } from '../../engine/stack-budget.ts'
import type { StatusCode } from '../../engine/status-code.ts'
import type { CompiledCode } from '../compiler/compiled-module.ts'
import type { EvmFrame } from '../host/evm-frame.ts'
import type { RunFrame } from '../interpreter/interpreter.ts'

/**
 * Compiled code counts what a loop adds up in 64 bits, because each step costs gas: that holds below this gas limit.
 * Messages with more, which no block has, run on the first tier.
 */
const COMPILED_GAS_LIMIT = 1n << 48n

/**
 * Runs messages on compiled code as far as that is sure to end well: the procedures of compiled code take native stack, the
 * interpreter none, and nested messages add up. Where they might take more than there is, the next message is
 * interpreted: it ends the same.
 */
export class CompiledRunner {
  readonly #interpret: RunFrame
  #stackLeft = COMPILED_EVM_STACK_BYTES

  constructor(interpret: RunFrame) {
    this.#interpret = interpret
  }

  interpret({ at }: EvmFrame): StatusCode {
    return this.#interpret(at) as StatusCode
  }

  /** Whether compiled code may run a message, be there any. */
  takes({ message }: EvmFrame): boolean {
    return message.gas < COMPILED_GAS_LIMIT
  }

  run(frame: EvmFrame, { run, nativeStack }: CompiledCode): StatusCode {
    if (nativeStack > this.#stackLeft) return this.interpret(frame)
    this.#stackLeft -= nativeStack
    try {
      return run(frame.at) as StatusCode
    } finally {
      this.#stackLeft += nativeStack
    }
  }
}
