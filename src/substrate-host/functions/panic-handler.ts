import { RuntimePanic } from '../runtime/runtime-panic.ts'
import type { HostFunctions } from './host-function.ts'
import { readText } from './read-text.ts'

/** How runtimes built with `improved_panic_error_reporting` panic; this does not return to them. */
export const panicHandlerFunctions: HostFunctions = {
  ext_panic_handler_abort_on_panic_version_1: {
    parameters: ['i64'],
    result: undefined,
    bind:
      (host) =>
      (message = 0, length = 0) => {
        throw new RuntimePanic(readText(host, message, length) ?? 'a message that is not UTF-8')
      },
  },
}
