import { equalBytes } from '../../primitives/equal-bytes.ts'
import { MalformedScaleError } from '../../primitives/scale/malformed-scale-error.ts'
import type { GuestHost } from '../runtime/guest-host.ts'
import type { OffchainContext, OffchainStorageKind } from '../runtime/offchain-context.ts'
import type { HostFunctions } from './host-function.ts'
import { MissingContextError } from './missing-context-error.ts'
import { giveOptionalBytes, readOptionalBytes } from './option.ts'

/** `Result<(), ()>` and `Result<_, ()>`. */
const OK = Uint8Array.of(0)
const ERROR = Uint8Array.of(1)
const TWO_TO_32 = 2 ** 32

/**
 * What off-chain workers have besides: time, randomness, transactions and storage of their own. A development node is in
 * no network, and it sleeps for nobody.
 * @see https://spec.polkadot.network/chap-host-api#sect-offchain-api
 */
export const offchainFunctions: HostFunctions = {
  ext_offchain_is_validator_version_1: {
    parameters: [],
    result: 'i32',
    bind: (host) => () => (worker(host).isValidator ? 1 : 0),
  },
  ext_offchain_submit_transaction_version_1: {
    parameters: ['i64'],
    result: 'i64',
    bind:
      (host) =>
      (data = 0, length = 0) => {
        const extrinsic = host.memory.copy(data >>> 0, length >>> 0)
        return host.giveSized(worker(host).submitTransaction(extrinsic) ? OK : ERROR)
      },
  },
  ext_offchain_network_state_version_1: {
    parameters: [],
    result: 'i64',
    bind: (host) => () => {
      worker(host)
      return host.giveSized(ERROR)
    },
  },
  ext_offchain_timestamp_version_1: {
    parameters: [],
    result: 'i64',
    bind: (host) => () => {
      const timeMs = worker(host).timestampMs()
      return host.wide((timeMs % TWO_TO_32) | 0, Math.floor(timeMs / TWO_TO_32))
    },
  },
  ext_offchain_sleep_until_version_1: {
    parameters: ['i64'],
    result: undefined,
    bind: (host) => () => {
      worker(host)
    },
  },
  ext_offchain_random_seed_version_1: {
    parameters: [],
    result: 'i32',
    bind: (host) => () => host.give(worker(host).randomSeed()),
  },
  ext_offchain_local_storage_set_version_1: {
    parameters: ['i32', 'i64', 'i64'],
    result: undefined,
    bind:
      (host) =>
      (kind = 0, key = 0, keyLength = 0, value = 0, length = 0) => {
        const { storage } = worker(host)
        storage.set(kindOf(kind), copy(host, key, keyLength), copy(host, value, length))
      },
  },
  ext_offchain_local_storage_clear_version_1: {
    parameters: ['i32', 'i64'],
    result: undefined,
    bind:
      (host) =>
      (kind = 0, key = 0, length = 0) =>
        worker(host).storage.set(kindOf(kind), copy(host, key, length), undefined),
  },
  ext_offchain_local_storage_compare_and_set_version_1: {
    parameters: ['i32', 'i64', 'i64', 'i64'],
    result: 'i32',
    bind:
      (host) =>
      (kind = 0, key = 0, keyLength = 0, old = 0, oldLength = 0, value = 0, length = 0) => {
        const expected = readOptionalBytes(host, old >>> 0, oldLength >>> 0)
        const name = copy(host, key, keyLength)
        if (!isAt(host, kindOf(kind), name, expected)) return 0
        worker(host).storage.set(kindOf(kind), name, copy(host, value, length))
        return 1
      },
  },
  ext_offchain_local_storage_get_version_1: {
    parameters: ['i32', 'i64'],
    result: 'i64',
    bind:
      (host) =>
      (kind = 0, key = 0, length = 0) =>
        giveOptionalBytes(host, worker(host).storage.get(kindOf(kind), copy(host, key, length))),
  },
  ext_offchain_set_authorized_nodes_version_1: {
    parameters: ['i64', 'i32'],
    result: undefined,
    bind: (host) => () => {
      worker(host)
    },
  },
}

/** The worker that the running call is. */
export function worker(host: GuestHost): OffchainContext {
  const { offchain } = host.context
  if (offchain === undefined) throw new MissingContextError('offchain')
  return offchain
}

function isAt(
  host: GuestHost,
  kind: OffchainStorageKind,
  key: Uint8Array,
  expected: Uint8Array | undefined,
): boolean {
  const found = worker(host).storage.get(kind, key)
  if (found === undefined || expected === undefined) return found === expected
  return equalBytes(found, expected)
}

/** As sp-core passes it; the text of the specification counts from 1. */
function kindOf(kind: number): OffchainStorageKind {
  if (kind === 0) return 'persistent'
  if (kind === 1) return 'local'
  throw new MalformedScaleError('a StorageKind', 0)
}

function copy(host: GuestHost, pointer: number, length: number): Uint8Array {
  return host.memory.copy(pointer >>> 0, length >>> 0)
}
