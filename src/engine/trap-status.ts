import { type TrapReason, trapReason } from '../gas-metering/metered-abi.ts'
import { EngineError } from './engine-error.ts'
import { type StatusCode, statusCode } from './status-code.ts'

/**
 * V8's words for the two traps that have a status of their own. The JavaScript API gives a trap no other mark, and
 * the status is for people: every trap takes all gas and rolls back, whatever it is called.
 */
const statusByMessage: Readonly<Record<string, StatusCode>> = {
  unreachable: statusCode.wasmUnreachableInstruction,
  'memory access out of bounds': statusCode.invalidMemoryAccess,
}

const statusByReason: Readonly<Partial<Record<TrapReason, StatusCode>>> = {
  [trapReason.outOfGas]: statusCode.outOfGas,
  [trapReason.stackExhausted]: statusCode.stackOverflow,
  [trapReason.pagesExhausted]: statusCode.failure,
}

/**
 * The status of a message that ended in a Wasm trap, by what the metered module says about it.
 *
 * @throws EngineError when the machine's memory was the reason.
 */
export function trapStatus(reason: TrapReason, trap: WebAssembly.RuntimeError): StatusCode {
  if (reason === trapReason.machineMemory) {
    throw new EngineError('This machine has no more memory for the memory of contracts.', {
      limit: 'memory',
    })
  }
  return statusByReason[reason] ?? statusByMessage[trap.message] ?? statusCode.wasmTrap
}
