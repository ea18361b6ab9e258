import { toHex } from '../../primitives/hex.ts'
import { logLevel } from '../runtime/call-context.ts'
import type { GuestHost } from '../runtime/guest-host.ts'
import type { HostFunctions } from './host-function.ts'
import { giveOptionalBytes } from './option.ts'
import { readText } from './read-text.ts'

/**
 * Printing, and the version of another runtime.
 * @see https://spec.polkadot.network/chap-host-api#sect-misc-api
 */
export const miscFunctions: HostFunctions = {
  ext_misc_print_num_version_1: {
    parameters: ['i64'],
    result: undefined,
    bind:
      (host) =>
      (low = 0, high = 0) => {
        print(host, String((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)))
      },
  },
  ext_misc_print_utf8_version_1: {
    parameters: ['i64'],
    result: undefined,
    bind:
      (host) =>
      (pointer = 0, length = 0) => {
        const text = readText(host, pointer, length)
        if (text !== undefined) print(host, text)
      },
  },
  ext_misc_print_hex_version_1: {
    parameters: ['i64'],
    result: undefined,
    bind:
      (host) =>
      (pointer = 0, length = 0) => {
        print(host, toHex(host.memory.view(pointer >>> 0, length >>> 0)))
      },
  },
  ext_misc_runtime_version_version_1: {
    parameters: ['i64'],
    result: 'i64',
    bind:
      (host) =>
      (pointer = 0, length = 0) => {
        const code = host.memory.copy(pointer >>> 0, length >>> 0)
        return giveOptionalBytes(host, host.versionOf(code))
      },
  },
}

function print(host: GuestHost, line: string): void {
  const { log } = host.context
  if (log !== undefined && log.maxLevel >= logLevel.debug) log.log(logLevel.debug, 'runtime', line)
}
