import type { JsonObject } from '../../src/json-rpc/json.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { SubstrateChain } from '../../src/substrate-host/substrate-chain.ts'
import type { OperationSteps } from './operation.ts'
import { queryResults, type StorageQuery } from './storage-query.ts'

/** A page of storage ends after so many items or characters, so that it does not hold up what else the client is told. */
const PAGE_ITEMS = 1000
const PAGE_LENGTH = 1024 * 1024

/** `chainHead_v1_body`. */
export function* bodySteps(chain: SubstrateChain, block: Hash): OperationSteps {
  const body = chain.body(block)
  yield body === undefined
    ? { event: 'operationInaccessible' }
    : { event: 'operationBodyDone', value: body.map(toHex) }
}

/** `chainHead_v1_call`. */
export function* callSteps(
  chain: SubstrateChain,
  block: Hash,
  name: string,
  args: Uint8Array,
): OperationSteps {
  yield { event: 'operationCallDone', output: toHex(chain.call(block, name, args).output) }
}

/** `chainHead_v1_storage`: items in pages, then the end. */
export function* storageSteps(
  chain: SubstrateChain,
  block: Hash,
  child: Uint8Array | undefined,
  queries: readonly StorageQuery[],
): OperationSteps {
  const state = chain.stateAt(block)
  let items: JsonObject[] = []
  let length = 0
  for (const query of queries) {
    for (const item of queryResults(state, child, query)) {
      if (items.length >= PAGE_ITEMS || length >= PAGE_LENGTH) {
        yield { event: 'operationStorageItems', items }
        yield { event: 'operationWaitingForContinue' }
        items = []
        length = 0
      }
      items.push(item)
      length += Object.values(item).reduce((sum: number, text) => sum + String(text).length, 0)
    }
  }
  if (items.length > 0) yield { event: 'operationStorageItems', items }
  yield { event: 'operationStorageDone' }
}
