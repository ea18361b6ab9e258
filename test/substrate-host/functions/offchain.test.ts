import { beforeAll, describe, expect, it } from 'vitest'
import type { CallContext } from '../../../src/substrate-host/runtime/call-context.ts'
import type {
  OffchainContext,
  OffchainStorageKind,
} from '../../../src/substrate-host/runtime/offchain-context.ts'
import { row } from '../lab/lab-operations.ts'
import type { LabStep } from '../lab/lab-program.ts'
import { Lab } from '../lab/run-lab.ts'
import { name } from '../map-storage.ts'
import { emptyContext } from '../support/wat-runtime.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text))
const NONE = Uint8Array.of(0)

// biome-ignore format: table
const operations = [
  row('ext_offchain_is_validator_version_1', '', 'number'),
  row('ext_offchain_submit_transaction_version_1', 'a', 'sized'),
  row('ext_offchain_network_state_version_1', '', 'sized'),
  row('ext_offchain_random_seed_version_1', '', 32),
  row('ext_offchain_local_storage_set_version_1', '0 a b', undefined),
  row('ext_offchain_local_storage_get_version_1', '0 a', 'sized'),
  row('ext_offchain_local_storage_clear_version_1', '0 a', undefined),
  row('ext_offchain_local_storage_compare_and_set_version_1', '0 a b c', 'number'),
  row('ext_offchain_http_request_start_version_1', 'a b c', 'sized'),
  row('ext_offchain_http_request_add_header_version_1', '0 a b', 'sized'),
  row('ext_offchain_http_request_write_body_version_1', '0 a b', 'sized'),
  row('ext_offchain_http_response_wait_version_1', 'a b', 'sized'),
  row('ext_offchain_http_response_headers_version_1', '0', 'sized'),
  row('ext_offchain_http_response_read_body_version_1', '0 a b', 'sized'),
]

/** A worker that keeps what it is given. */
class Worker implements OffchainContext {
  readonly isValidator = true
  readonly submitted: Uint8Array[] = []
  readonly values = new Map<string, Uint8Array>()
  readonly storage = {
    get: (kind: OffchainStorageKind, key: Uint8Array) => this.values.get(kind + name(key)),
    set: (kind: OffchainStorageKind, key: Uint8Array, value: Uint8Array | undefined) => {
      if (value === undefined) this.values.delete(kind + name(key))
      else this.values.set(kind + name(key), value)
    },
  }

  submitTransaction(extrinsic: Uint8Array): boolean {
    this.submitted.push(extrinsic)
    return extrinsic.length > 0
  }

  timestampMs(): number {
    return 1_700_000_000_123
  }

  randomSeed(): Uint8Array {
    return new Uint8Array(32).fill(5)
  }
}

describe('host functions of off-chain workers', () => {
  let lab: Lab
  let worker: Worker

  beforeAll(async () => {
    lab = await Lab.of(operations)
  })

  function run(...steps: readonly LabStep[]): string[] {
    worker = new Worker()
    const context: CallContext = { ...emptyContext(), offchain: worker }
    return lab.run(steps, context).map(name)
  }

  it('know the worker', () => {
    const submit = 'ext_offchain_submit_transaction_version_1'
    expect(
      run(
        { name: 'ext_offchain_is_validator_version_1' },
        { name: 'ext_offchain_random_seed_version_1' },
        { name: 'ext_offchain_network_state_version_1' },
        { name: submit, a: bytes('extrinsic') },
        { name: submit },
      ),
    ).toEqual(['01000000', '05'.repeat(32), '01', '00', '01'])
    expect(worker.submitted.map(name)).toEqual([name(bytes('extrinsic')), ''])
  })

  it('keep values of their own, and change them only from what they were', () => {
    const get = { name: 'ext_offchain_local_storage_get_version_1', a: bytes('k') }
    const some = (text: string): Uint8Array => Uint8Array.of(1, text.length * 4, ...bytes(text))
    const swap = (from: Uint8Array, to: string): LabStep => ({
      name: 'ext_offchain_local_storage_compare_and_set_version_1',
      a: bytes('k'),
      b: from,
      c: bytes(to),
    })
    expect(
      run(
        get,
        swap(some('x'), 'y'),
        swap(NONE, 'first'),
        swap(NONE, 'second'),
        swap(some('first'), 'third'),
        get,
        { name: 'ext_offchain_local_storage_clear_version_1', a: bytes('k') },
        get,
      ),
    ).toEqual(['00', '00000000', '01000000', '00000000', '01000000', name(some('third')), '00'])
  })

  it('begin no request and know of none', () => {
    const ids = Uint8Array.of(8, 1, 0, 2, 0) // Vec<u16>
    expect(
      run(
        {
          name: 'ext_offchain_http_request_start_version_1',
          a: bytes('GET'),
          b: bytes('http://x'),
        },
        { name: 'ext_offchain_http_request_add_header_version_1' },
        { name: 'ext_offchain_http_request_write_body_version_1' },
        { name: 'ext_offchain_http_response_wait_version_1', a: ids, b: NONE },
        { name: 'ext_offchain_http_response_headers_version_1' },
        { name: 'ext_offchain_http_response_read_body_version_1', b: NONE },
      ),
    ).toEqual(['01', '01', '0103', '080202', '00', '0103'])
  })
})
