import type { Json, JsonObject } from '../../src/json-rpc/json.ts'
import { optional, required } from '../../src/json-rpc/method.ts'
import { listOf } from '../../src/json-rpc/params/list.ts'
import type { StartSubscription } from '../../src/json-rpc/subscriptions.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { GantryError } from '../../src/primitives/gantry-error.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { encodeHeader } from '../../src/substrate-host/block/encode-header.ts'
import type { SubstrateChain } from '../../src/substrate-host/substrate-chain.ts'
import { diffQuery, storageDiff } from '../chain-head/storage-diff.ts'
import { queryResults, type StorageQuery, storageQuery } from '../chain-head/storage-query.ts'
import { bytes, hash, text } from '../params/bytes.ts'
import { u32 } from '../params/number.ts'
import { asIs, hexOrNull } from '../results/value.ts'
import { subscribe } from '../session.ts'
import { fact } from './fact.ts'
import { method } from './method.ts'
import { unsubscribeMethods } from './subscription-method.ts'

const STORAGE_EVENT = 'archive_v1_storageEvent'
const DIFF_EVENT = 'archive_v1_storageDiffEvent'
const MAX_ITEMS = 1000
const block = required('hash', hash)

/**
 * `archive_v1_*`: any block.
 * @see https://paritytech.github.io/json-rpc-interface-spec/api/archive.html
 */
export const archiveMethods = [
  fact('archive_v1_genesisHash', ({ chain }) => toHex(chain.genesisHash)),
  fact('archive_v1_finalizedHeight', ({ chain }) => chain.finalized.number),
  method({
    name: 'archive_v1_hashByHeight',
    params: [required('height', u32)],
    result: asIs,
    handle: ({ node }, [height]) => {
      const found = node.chain.hashOf(height)
      return found === undefined ? [] : [toHex(found)]
    },
  }),
  method({
    name: 'archive_v1_header',
    params: [block],
    result: hexOrNull,
    handle: ({ node }, [wanted]) => {
      const header = node.chain.header(wanted)
      return header && encodeHeader(header)
    },
  }),
  method({
    name: 'archive_v1_body',
    params: [block],
    result: asIs,
    handle: ({ node }, [wanted]) => node.chain.body(wanted)?.map(toHex) ?? null,
  }),
  method({
    name: 'archive_v1_call',
    params: [block, required('function', text), required('callParameters', bytes)],
    result: asIs,
    handle: ({ node: { chain } }, [wanted, name, args]) =>
      chain.header(wanted) === undefined ? null : callOutcome(chain, wanted, name, args),
  }),
  method({
    name: 'archive_v1_storage',
    params: [
      block,
      required('items', listOf(storageQuery, MAX_ITEMS)),
      optional('childTrie', bytes, undefined),
    ],
    result: asIs,
    handle: (session, [wanted, items, child]) =>
      subscribe(session, STORAGE_EVENT, storage(session.node.chain, wanted, items, child)),
  }),
  ...unsubscribeMethods(['archive_v1_stopStorage'], STORAGE_EVENT),
  method({
    name: 'archive_v1_storageDiff',
    params: [
      block,
      optional('items', listOf(diffQuery, MAX_ITEMS), undefined),
      optional('previousHash', hash, undefined),
    ],
    result: asIs,
    handle: (session, [wanted, items, previous]) => {
      const { chain } = session.node
      const diff = (): Iterable<JsonObject> => storageDiff(chain, wanted, previous, items)
      return subscribe(session, DIFF_EVENT, events('storageDiff', diff))
    },
  }),
  ...unsubscribeMethods(['archive_v1_stopStorageDiff'], DIFF_EVENT),
]

function callOutcome(chain: SubstrateChain, at: Hash, name: string, args: Uint8Array): Json {
  try {
    return { success: true, value: toHex(chain.call(at, name, args).output) }
  } catch (error) {
    if (!(error instanceof GantryError)) throw error
    return { success: false, error: error.shortMessage }
  }
}

function storage(
  chain: SubstrateChain,
  at: Hash,
  items: readonly StorageQuery[],
  child: Uint8Array | undefined,
): StartSubscription {
  return events('storage', function* found() {
    const state = chain.stateAt(at)
    const childTrieKey = child === undefined ? undefined : toHex(child)
    for (const item of items) {
      for (const result of queryResults(state, child, item)) yield { ...result, childTrieKey }
    }
  })
}

/** How many events are told before other clients have their turn. */
const EVENTS_AT_ONCE = 1000

/** A subscription that tells all that `find` finds, then that it is done, or why it is not. */
function events(name: string, find: () => Iterable<JsonObject>): StartSubscription {
  return ({ notify, end }) => {
    let timer: NodeJS.Immediate
    const steps = find()[Symbol.iterator]()
    const page = (): void => {
      try {
        for (let told = 0; told < EVENTS_AT_ONCE; told += 1) {
          const next = steps.next()
          if (next.done) {
            notify({ event: `${name}Done` })
            end()
            return
          }
          notify({ event: name, ...next.value })
        }
        timer = setImmediate(page)
      } catch (error) {
        notify({
          event: `${name}Error`,
          error: error instanceof GantryError ? error.shortMessage : String(error),
        })
        end()
      }
    }
    timer = setImmediate(page)
    return () => clearImmediate(timer)
  }
}
