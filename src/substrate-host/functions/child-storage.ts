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
import { EMPTY_CHILD_ROOT } from './trie-root.ts'

const EVERYTHING = new Uint8Array(0)
const ALL: Range = { limit: undefined, cursor: undefined }

interface Range {
  readonly limit: number | undefined
  readonly cursor: Uint8Array | undefined
}

/**
 * The keys and values of default child tries.
 * @see https://spec.polkadot.network/chap-host-api#sect-child-storage-api
 */
export const childStorageFunctions: HostFunctions = {
  ext_default_child_storage_set_version_1: {
    parameters: ['i64', 'i64', 'i64'],
    result: undefined,
    bind:
      (host) =>
      (child = 0, childLength = 0, key = 0, keyLength = 0, value = 0, length = 0) => {
        const copy = host.memory.copy(value >>> 0, length >>> 0)
        overlay(host).childSet(at(host, child, childLength), at(host, key, keyLength), copy)
      },
  },
  ext_default_child_storage_get_version_1: {
    parameters: ['i64', 'i64'],
    result: 'i64',
    bind:
      (host) =>
      (child = 0, childLength = 0, key = 0, keyLength = 0) =>
        giveOptionalBytes(host, get(host, child, childLength, key, keyLength)),
  },
  ext_default_child_storage_read_version_1: {
    parameters: ['i64', 'i64', 'i64', 'i32'],
    result: 'i64',
    bind:
      (host) =>
      (child = 0, childLength = 0, key = 0, keyLength = 0, out = 0, outLength = 0, offset = 0) => {
        const value = get(host, child, childLength, key, keyLength)
        return giveOptionalNumber(host, readInto(host, value, out, outLength, offset))
      },
  },
  ext_default_child_storage_clear_version_1: {
    parameters: ['i64', 'i64'],
    result: undefined,
    bind:
      (host) =>
      (child = 0, childLength = 0, key = 0, keyLength = 0) =>
        overlay(host).childSet(at(host, child, childLength), at(host, key, keyLength), undefined),
  },
  ext_default_child_storage_exists_version_1: {
    parameters: ['i64', 'i64'],
    result: 'i32',
    bind:
      (host) =>
      (child = 0, childLength = 0, key = 0, keyLength = 0) =>
        get(host, child, childLength, key, keyLength) === undefined ? 0 : 1,
  },
  ext_default_child_storage_storage_kill_version_1: {
    parameters: ['i64'],
    result: undefined,
    bind:
      (host) =>
      (child = 0, childLength = 0) => {
        remove(host, child, childLength, EVERYTHING, ALL)
      },
  },
  ext_default_child_storage_storage_kill_version_2: {
    parameters: ['i64', 'i64'],
    result: 'i32',
    bind:
      (host) =>
      (child = 0, childLength = 0, limit = 0, limitLength = 0) => {
        const range = { ...ALL, limit: readOptionalNumber(host, limit >>> 0, limitLength >>> 0) }
        return remove(host, child, childLength, EVERYTHING, range).cursor === undefined ? 1 : 0
      },
  },
  ext_default_child_storage_storage_kill_version_3: {
    parameters: ['i64', 'i64'],
    result: 'i64',
    bind:
      (host) =>
      (child = 0, childLength = 0, limit = 0, limitLength = 0) => {
        const range = { ...ALL, limit: readOptionalNumber(host, limit >>> 0, limitLength >>> 0) }
        return host.giveSized(encodeKillResult(remove(host, child, childLength, EVERYTHING, range)))
      },
  },
  ext_default_child_storage_storage_kill_version_4: {
    parameters: ['i64', 'i64', 'i64'],
    result: 'i64',
    bind:
      (host) =>
      (child = 0, childLength = 0, limit = 0, limitLength = 0, cursor = 0, size = 0) => {
        const range = readRange(host, limit, limitLength, cursor, size)
        return host.giveSized(encodeRemoval(remove(host, child, childLength, EVERYTHING, range)))
      },
  },
  ext_default_child_storage_clear_prefix_version_1: {
    parameters: ['i64', 'i64'],
    result: undefined,
    bind:
      (host) =>
      (child = 0, childLength = 0, prefix = 0, length = 0) => {
        remove(host, child, childLength, copyOf(host, prefix, length), ALL)
      },
  },
  ext_default_child_storage_clear_prefix_version_2: {
    parameters: ['i64', 'i64', 'i64'],
    result: 'i64',
    bind:
      (host) =>
      (child = 0, childLength = 0, prefix = 0, length = 0, limit = 0, limitLength = 0) => {
        const range = { ...ALL, limit: readOptionalNumber(host, limit >>> 0, limitLength >>> 0) }
        const removal = remove(host, child, childLength, copyOf(host, prefix, length), range)
        return host.giveSized(encodeKillResult(removal))
      },
  },
  ext_default_child_storage_clear_prefix_version_3: {
    parameters: ['i64', 'i64', 'i64', 'i64'],
    result: 'i64',
    bind:
      (host) =>
      (
        child = 0,
        childLength = 0,
        prefix = 0,
        length = 0,
        limit = 0,
        limitLength = 0,
        cursor = 0,
        size = 0,
      ) => {
        const range = readRange(host, limit, limitLength, cursor, size)
        const removal = remove(host, child, childLength, copyOf(host, prefix, length), range)
        return host.giveSized(encodeRemoval(removal))
      },
  },
  ext_default_child_storage_root_version_1: {
    parameters: ['i64'],
    result: 'i64',
    bind:
      (host) =>
      (child = 0, childLength = 0) =>
        root(host, child, childLength, 0),
  },
  ext_default_child_storage_root_version_2: {
    parameters: ['i64', 'i32'],
    result: 'i64',
    bind:
      (host) =>
      (child = 0, childLength = 0, version = 0) =>
        root(host, child, childLength, version),
  },
  ext_default_child_storage_next_key_version_1: {
    parameters: ['i64', 'i64'],
    result: 'i64',
    bind:
      (host) =>
      (child = 0, childLength = 0, key = 0, keyLength = 0) => {
        const next = overlay(host).childNextKey(
          at(host, child, childLength),
          at(host, key, keyLength),
        )
        return giveOptionalBytes(host, next)
      },
  },
}

function overlay(host: GuestHost): GuestHost['context']['overlay'] {
  return host.context.overlay
}

function at(host: GuestHost, pointer: number, length: number): Uint8Array {
  return host.memory.view(pointer >>> 0, length >>> 0)
}

function copyOf(host: GuestHost, pointer: number, length: number): Uint8Array {
  return host.memory.copy(pointer >>> 0, length >>> 0)
}

function get(
  host: GuestHost,
  child: number,
  childLength: number,
  key: number,
  keyLength: number,
): Uint8Array | undefined {
  return overlay(host).childGet(at(host, child, childLength), at(host, key, keyLength))
}

function remove(
  host: GuestHost,
  child: number,
  childLength: number,
  prefix: Uint8Array,
  range: Range,
): Removal {
  return overlay(host).childRemovePrefix(at(host, child, childLength), prefix, range)
}

function readRange(
  host: GuestHost,
  limit: number,
  limitLength: number,
  cursor: number,
  cursorLength: number,
): Range {
  return {
    limit: readOptionalNumber(host, limit >>> 0, limitLength >>> 0),
    cursor: readOptionalBytes(host, cursor >>> 0, cursorLength >>> 0),
  }
}

function root(host: GuestHost, child: number, childLength: number, version: number): number {
  const found = overlay(host).childRoot(at(host, child, childLength), stateVersion(version))
  return host.giveSized(found ?? EMPTY_CHILD_ROOT)
}
