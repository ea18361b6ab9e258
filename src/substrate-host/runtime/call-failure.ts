import { MalformedScaleError } from '../../primitives/scale/malformed-scale-error.ts'
import { NoOpenTransactionError } from '../overlay/no-open-transaction-error.ts'
import { HostFunctionError } from './host-function-error.ts'
import { RuntimeCallError } from './runtime-call-error.ts'
import { RuntimePanic } from './runtime-panic.ts'

/**
 * What a call that ended by an exception is reported as. What is not the runtime's doing, such as a damaged store, stays
 * as it is.
 */
export function callFailure(entry: string, thrown: unknown, said: string | undefined): unknown {
  if (thrown instanceof RuntimePanic) {
    return new RuntimeCallError(entry, 'panic', thrown.message)
  }
  if (
    thrown instanceof HostFunctionError ||
    thrown instanceof MalformedScaleError ||
    thrown instanceof NoOpenTransactionError
  ) {
    return new RuntimeCallError(entry, 'hostFunction', thrown.shortMessage, thrown)
  }
  if (thrown instanceof WebAssembly.RuntimeError) {
    const fault = said === undefined ? 'trap' : 'panic'
    return new RuntimeCallError(entry, fault, said ?? thrown.message, thrown)
  }
  if (thrown instanceof RangeError && thrown.message.includes('call stack')) {
    return new RuntimeCallError(entry, 'stackExhausted', '', thrown)
  }
  return thrown
}
