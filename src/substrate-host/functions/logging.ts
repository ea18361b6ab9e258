import { type LogLevel, logLevel } from '../runtime/call-context.ts'
import type { HostFunctions } from './host-function.ts'
import { readText } from './read-text.ts'

/** `RuntimeInterfaceLogLevel` by the byte that the runtime passes. */
const levels: readonly LogLevel[] = [
  logLevel.error,
  logLevel.warn,
  logLevel.info,
  logLevel.debug,
  logLevel.trace,
]

/**
 * Log lines.
 * @see https://spec.polkadot.network/chap-host-api#sect-logging-api
 */
export const loggingFunctions: HostFunctions = {
  ext_logging_log_version_1: {
    parameters: ['i32', 'i64', 'i64'],
    result: undefined,
    bind:
      (host) =>
      (level = 0, target = 0, targetLength = 0, message = 0, messageLength = 0) => {
        const name = readText(host, target, targetLength)
        const line = readText(host, message, messageLength)
        if (name === undefined || line === undefined) return
        const severity = levels[level >>> 0] ?? logLevel.error
        // A runtime without the panic host function says on this line why it is about to trap.
        if (severity === logLevel.error && name === 'runtime') host.panicMessage = line
        const { log } = host.context
        if (log !== undefined && severity <= log.maxLevel) log.log(severity, name, line)
      },
  },
  ext_logging_max_level_version_1: {
    parameters: [],
    result: 'i32',
    bind: (host) => () => host.context.log?.maxLevel ?? logLevel.error,
  },
}
