import { CHILD_STORAGE_NAME } from '../overlay/child-storage-key.ts'
import type { Removal } from '../overlay/removal.ts'
import type { GuestHost } from '../runtime/guest-host.ts'
import type { HostFunctions } from './host-function.ts'
import {
  giveOptionalBytes,
  giveOptionalNumber,
  readOptionalBytes,
  readOptionalNumber,
} from './option.ts'
import { readInto } from './read-into.ts'
import { encodeKillResult, encodeRemoval } from './removal-result.ts'
import { stateVersion } from './state-version.ts'

const NO_CURSOR = undefined
const NO_LIMIT = undefined

/**
 * The state's keys and values.
 * @see https://spec.polkadot.network/chap-host-api#sect-storage-api
 */
export const storageFunctions: HostFunctions = {
  ext_storage_set_version_1: {
    parameters: ['i64', 'i64'],
    result: undefined,
    bind:
      (host) =>
      (key = 0, keyLength = 0, value = 0, valueLength = 0) => {
        set(host, key >>> 0, keyLength >>> 0, host.memory.copy(value >>> 0, valueLength >>> 0))
      },
  },
  ext_storage_get_version_1: {
    parameters: ['i64'],
    result: 'i64',
    bind:
      (host) =>
      (key = 0, length = 0) =>
        giveOptionalBytes(host, get(host, key, length)),
  },
  ext_storage_read_version_1: {
    parameters: ['i64', 'i64', 'i32'],
    result: 'i64',
    bind:
      (host) =>
      (key = 0, length = 0, out = 0, outLength = 0, offset = 0) => {
        const value = get(host, key, length)
        return giveOptionalNumber(host, readInto(host, value, out, outLength, offset))
      },
  },
  ext_storage_clear_version_1: {
    parameters: ['i64'],
    result: undefined,
    bind:
      (host) =>
      (key = 0, length = 0) =>
        set(host, key >>> 0, length >>> 0, undefined),
  },
  ext_storage_exists_version_1: {
    parameters: ['i64'],
    result: 'i32',
    bind:
      (host) =>
      (key = 0, length = 0) =>
        get(host, key, length) === undefined ? 0 : 1,
  },
  ext_storage_clear_prefix_version_1: {
    parameters: ['i64'],
    result: undefined,
    bind:
      (host) =>
      (prefix = 0, length = 0) => {
        clearPrefix(host, prefix, length, NO_LIMIT, NO_CURSOR)
      },
  },
  ext_storage_clear_prefix_version_2: {
    parameters: ['i64', 'i64'],
    result: 'i64',
    bind:
      (host) =>
      (prefix = 0, length = 0, limit = 0, limitLength = 0) => {
        const atMost = readOptionalNumber(host, limit >>> 0, limitLength >>> 0)
        return host.giveSized(
          encodeKillResult(clearPrefix(host, prefix, length, atMost, NO_CURSOR)),
        )
      },
  },
  ext_storage_clear_prefix_version_3: {
    parameters: ['i64', 'i64', 'i64'],
    result: 'i64',
    bind:
      (host) =>
      (prefix = 0, length = 0, limit = 0, limitLength = 0, cursor = 0, size = 0) => {
        const atMost = readOptionalNumber(host, limit >>> 0, limitLength >>> 0)
        const from = readOptionalBytes(host, cursor >>> 0, size >>> 0)
        return host.giveSized(encodeRemoval(clearPrefix(host, prefix, length, atMost, from)))
      },
  },
  ext_storage_append_version_1: {
    parameters: ['i64', 'i64'],
    result: undefined,
    bind:
      (host) =>
      (key = 0, keyLength = 0, item = 0, itemLength = 0) => {
        const name = host.memory.name(key >>> 0, keyLength >>> 0)
        host.context.overlay.append(name, host.memory.view(item >>> 0, itemLength >>> 0))
      },
  },
  ext_storage_root_version_1: {
    parameters: [],
    result: 'i64',
    bind: (host) => () => host.giveSized(host.context.overlay.root(0)),
  },
  ext_storage_root_version_2: {
    parameters: ['i32'],
    result: 'i64',
    bind:
      (host) =>
      (version = 0) =>
        host.giveSized(host.context.overlay.root(stateVersion(version))),
  },
  // What it once was went away with the changes trie: always `None`.
  ext_storage_changes_root_version_1: {
    parameters: ['i64'],
    result: 'i64',
    bind: (host) => () => giveOptionalBytes(host, undefined),
  },
  ext_storage_next_key_version_1: {
    parameters: ['i64'],
    result: 'i64',
    bind:
      (host) =>
      (key = 0, length = 0) => {
        const after = host.memory.view(key >>> 0, length >>> 0)
        return giveOptionalBytes(host, host.context.overlay.nextKey(after))
      },
  },
  ext_storage_start_transaction_version_1: {
    parameters: [],
    result: undefined,
    bind: (host) => () => host.context.overlay.startTransaction(),
  },
  ext_storage_rollback_transaction_version_1: {
    parameters: [],
    result: undefined,
    bind: (host) => () => host.context.overlay.rollbackTransaction(),
  },
  ext_storage_commit_transaction_version_1: {
    parameters: [],
    result: undefined,
    bind: (host) => () => host.context.overlay.commitTransaction(),
  },
}

function get(host: GuestHost, key: number, length: number): Uint8Array | undefined {
  return host.context.overlay.read(host.memory.name(key >>> 0, length >>> 0))
}

/** Roots of child tries are the host's: a runtime that writes there is not heard, as in other nodes. */
function set(host: GuestHost, key: number, length: number, value: Uint8Array | undefined): void {
  const name = host.memory.name(key, length)
  if (!name.startsWith(CHILD_STORAGE_NAME)) host.context.overlay.write(name, value)
}

function clearPrefix(
  host: GuestHost,
  prefix: number,
  length: number,
  limit: number | undefined,
  cursor: Uint8Array | undefined,
): Removal {
  const bytes = host.memory.copy(prefix >>> 0, length >>> 0)
  return host.context.overlay.removePrefix(bytes, { limit, cursor })
}
