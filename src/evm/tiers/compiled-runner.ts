import { EngineError } from '../../engine/engine-error.ts'
import { COMPILED_EVM_STACK_BYTES } from '../../engine/stack-budget.ts'
import { type StatusCode, statusCode } from '../../engine/status-code.ts'
import type { CompiledCode } from '../compiler/compiled-module.ts'
import type { EvmFrame } from '../host/evm-frame.ts'
import type { RunFrame } from '../interpreter/interpreter.ts'

/**
 * Compiled code counts what a loop adds up in 64 bits, because each step costs gas: that holds while it has less than this.
 * Of messages with more the rest is put aside.
 */
const COMPILED_GAS = (1n << 48n) - 1n
/** What is taken from gas that does not pay for memory. */
const MISSING = 1n << 61n
/** More than memory of 4 GiB costs: whoever lacks gas for what can be paid has less. */
const LARGEST_COST = 1n << 46n

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

  run(frame: EvmFrame, { run, nativeStack }: CompiledCode): StatusCode {
    if (nativeStack > this.#stackLeft) return this.interpret(frame)
    this.#stackLeft -= nativeStack
    const { gas } = frame
    if (gas > COMPILED_GAS) frame.gasAside = gas - COMPILED_GAS
    try {
      const status = run(frame.at) as StatusCode
      if (status === statusCode.outOfGas && frame.gasAside !== 0n) checkGasSpent(frame)
      return status
    } finally {
      this.#stackLeft += nativeStack
    }
  }
}

/**
 * Out of gas with gas aside: either nobody could have paid, or the message has spent what compiled code may have.
 * @throws EngineError in the second case, which takes hours but for code made for it
 */
function checkGasSpent(frame: EvmFrame): void {
  const missing = frame.gas - frame.gasAside
  const left = missing < -(MISSING / 2n) ? missing + MISSING : missing
  if (left < LARGEST_COST)
    throw new EngineError('A message has spent more gas than this engine counts.')
}
