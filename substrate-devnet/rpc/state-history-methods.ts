import type { Json, JsonObject } from '../../src/json-rpc/json.ts'
import { optional, required } from '../../src/json-rpc/method.ts'
import { listOf } from '../../src/json-rpc/params/list.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import type { StartSubscription } from '../../src/json-rpc/subscriptions.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { GantryError } from '../../src/primitives/gantry-error.ts'
import type { SubstrateChain } from '../../src/substrate-host/substrate-chain.ts'
import { chainErrorCode } from '../chain-error-code.ts'
import { bytes, hash } from '../params/bytes.ts'
import { runtimeVersionResult } from '../results/runtime-version.ts'
import { asIs } from '../results/value.ts'
import { subscribe } from '../session.ts'
import { method } from './method.ts'
import { blockOrBest, stateAt, unknownBlock } from './runtime-call.ts'
import { type Entry, storageChangeSet, WatchedKeys } from './storage-change-set.ts'
import { subscriptionMethods, unsubscribeMethods } from './subscription-method.ts'

const MAX_KEYS = 10_000
const MAX_BLOCKS = 10_000
const keys = listOf(bytes, MAX_KEYS)

/** `state_*` about what changes from block to block. */
export const stateHistoryMethods = [
  method({
    name: 'state_queryStorageAt',
    params: [required('keys', keys), optional('at', hash, undefined)],
    result: asIs,
    handle: ({ node: { chain } }, [wanted, at]) => {
      const watched = new WatchedKeys(wanted, stateAt(chain, at))
      return [storageChangeSet(blockOrBest(chain, at), watched.entries())]
    },
  }),
  /** The values after the first block, and then those of each block where they are others. */
  method({
    name: 'state_queryStorage',
    params: [required('keys', keys), required('from', hash), optional('to', hash, undefined)],
    result: asIs,
    handle: ({ node: { chain } }, [wanted, from, to]) =>
      history(chain, wanted, blocksBetween(chain, from, to)),
  }),
  method({
    name: 'state_subscribeStorage',
    params: [optional('keys', keys, undefined)],
    result: asIs,
    handle: (session, [wanted]) =>
      subscribe(session, 'state_storage', storageChanges(session.node.chain, wanted)),
  }),
  ...unsubscribeMethods(['state_unsubscribeStorage'], 'state_storage'),
  ...subscriptionMethods(
    {
      subscribe: ['state_subscribeRuntimeVersion', 'chain_subscribeRuntimeVersion'],
      unsubscribe: ['state_unsubscribeRuntimeVersion', 'chain_unsubscribeRuntimeVersion'],
      notification: 'state_runtimeVersion',
    },
    ({ node }) => runtimeVersions(node.chain),
  ),
]

/** The hashes of the blocks of the best chain from one to another, both with it. @throws RpcError */
function blocksBetween(chain: SubstrateChain, from: Hash, to: Hash | undefined): readonly Hash[] {
  const first = chain.header(from)?.number
  if (first === undefined) throw unknownBlock(from)
  const last = chain.header(blockOrBest(chain, to))?.number ?? first
  const count = last - first + 1
  if (count < 1 || count > MAX_BLOCKS) {
    throw new RpcError(
      chainErrorCode.invalidBlockRange,
      `Cannot resolve a block range: from block ${first} to ${last}; at most ${MAX_BLOCKS} blocks, in their order`,
    )
  }
  return Array.from({ length: count }, (_, i) => chain.hashOf(first + i)).filter(
    (block) => block !== undefined,
  )
}

function history(
  chain: SubstrateChain,
  wanted: readonly Uint8Array[],
  [first, ...rest]: readonly Hash[],
): Json {
  if (first === undefined) return []
  const watched = new WatchedKeys(wanted, stateAt(chain, first))
  const sets = [storageChangeSet(first, watched.entries())]
  for (const block of rest) {
    const changes = watched.advance(stateAt(chain, block))
    if (changes.length > 0) sets.push(storageChangeSet(block, changes))
  }
  return sets
}

/** The values of some keys at first, then of each block those that it changed. Without keys: all that a block changed. */
function storageChanges(
  chain: SubstrateChain,
  wanted: readonly Uint8Array[] | undefined,
): StartSubscription {
  return ({ notify }) => {
    const tell = (block: Hash, entries: readonly Entry[]): void => {
      if (entries.length > 0) notify(storageChangeSet(block, entries))
    }
    if (wanted === undefined) {
      return chain.onEvent((event) => {
        if (event.kind !== 'best') return
        const { top } = chain.storageChanges(event.block.hash)
        tell(
          event.block.hash,
          top.map(({ key, value }) => [key, value]),
        )
      })
    }
    const watched = new WatchedKeys(wanted, chain.stateAt(chain.best.hash))
    notify(storageChangeSet(chain.best.hash, watched.entries()))
    return chain.onEvent((event) => {
      if (event.kind === 'finalized') return
      const { hash: best } = chain.best
      tell(best, watched.advance(chain.stateAt(best)))
    })
  }
}

/** The version of the best block's runtime at first, then each other one. */
function runtimeVersions(chain: SubstrateChain): StartSubscription {
  return ({ notify }) => {
    let last = ''
    const tell = (): void => {
      const version = versionOf(chain)
      if (version === undefined) return
      const text = JSON.stringify(version)
      if (text !== last) notify(version)
      last = text
    }
    tell()
    return chain.onEvent((event) => {
      if (event.kind === 'retracted' || (event.kind === 'best' && event.runtimeChanged)) tell()
    })
  }
}

/** Undefined for a runtime that cannot say: its subscribers wait for the next one. */
function versionOf(chain: SubstrateChain): JsonObject | undefined {
  try {
    return runtimeVersionResult(chain.runtimeVersion(chain.best.hash))
  } catch (error) {
    if (error instanceof GantryError) return undefined
    throw error
  }
}
