import { optional, required } from '../../src/json-rpc/method.ts'
import { boolean } from '../../src/json-rpc/params/boolean.ts'
import { listOf } from '../../src/json-rpc/params/list.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { encodeHeader } from '../../src/substrate-host/block/encode-header.ts'
import { chainErrorCode } from '../chain-error-code.ts'
import { Follow, followLimits } from '../chain-head/follow.ts'
import type { OperationSteps } from '../chain-head/operation.ts'
import { bodySteps, callSteps, storageSteps } from '../chain-head/operations.ts'
import { storageQuery } from '../chain-head/storage-query.ts'
import { bytes, hash, text } from '../params/bytes.ts'
import { asIs, hexOrNull } from '../results/value.ts'
import { type ConnectionState, connectionOf, type Session } from '../session.ts'
import { method } from './method.ts'

const FOLLOW_EVENT = 'chainHead_v1_followEvent'
/** The specification asks for 2 at least. */
const MAX_FOLLOWS = 4
const MAX_ITEMS = 1000

const followSubscription = required('followSubscription', text)
const block = required('hash', hash)
const operationId = required('operationId', text)

/**
 * `chainHead_v1_*`: the blocks at the head of the chain.
 * @see https://paritytech.github.io/json-rpc-interface-spec/api/chainHead.html
 */
export const chainHeadMethods = [
  method({
    name: 'chainHead_v1_follow',
    params: [required('withRuntime', boolean)],
    result: asIs,
    handle: (session, [withRuntime]) =>
      follow(
        session,
        new Follow(session.node.chain, withRuntime ? 'withRuntime' : 'withoutRuntime'),
      ),
  }),
  method({
    name: 'chainHead_v1_unfollow',
    params: [followSubscription],
    result: asIs,
    handle: (session, [id]) => {
      connectionOf(session).subscriptions.close(FOLLOW_EVENT, id)
      return null
    },
  }),
  method({
    name: 'chainHead_v1_header',
    params: [followSubscription, block],
    result: hexOrNull,
    handle: (session, [id, wanted]) => {
      if (followOf(session, id) === undefined) return undefined
      requirePinned(followOf(session, id), wanted)
      const header = session.node.chain.header(wanted)
      return header && encodeHeader(header)
    },
  }),
  method({
    name: 'chainHead_v1_body',
    params: [followSubscription, block],
    result: asIs,
    handle: (session, [id, wanted]) =>
      operate(session, id, wanted, () => bodySteps(session.node.chain, wanted)),
  }),
  method({
    name: 'chainHead_v1_call',
    params: [
      followSubscription,
      block,
      required('function', text),
      required('callParameters', bytes),
    ],
    result: asIs,
    handle: (session, [id, wanted, name, args]) => {
      if (followOf(session, id)?.interest === 'withoutRuntime') {
        throw new RpcError(
          chainErrorCode.chainHeadNoRuntime,
          'the subscription was made without runtime: its runtimes cannot be called',
        )
      }
      return operate(session, id, wanted, () => callSteps(session.node.chain, wanted, name, args))
    },
  }),
  method({
    name: 'chainHead_v1_storage',
    params: [
      followSubscription,
      block,
      required('items', listOf(storageQuery, MAX_ITEMS)),
      optional('childTrie', bytes, undefined),
    ],
    result: asIs,
    handle: (session, [id, wanted, items, child]) => {
      const count = Math.min(items.length, followOf(session, id)?.room ?? 0)
      const kept = items.slice(0, count)
      const steps = (): OperationSteps => storageSteps(session.node.chain, wanted, child, kept)
      const started = operate(session, id, wanted, steps, Math.max(1, count))
      return started.result === 'started'
        ? { ...started, discardedItems: items.length - count }
        : started
    },
  }),
  method({
    name: 'chainHead_v1_continue',
    params: [followSubscription, operationId],
    result: asIs,
    handle: (session, [id, which]) => {
      const operation = followOf(session, id)?.operation(which)
      if (operation === undefined) return null
      if (!operation.isWaiting) {
        throw new RpcError(
          chainErrorCode.chainHeadNotWaiting,
          'the operation does not wait to be continued',
        )
      }
      operation.claim()
      connectionOf(session).subscriptions.afterAnswer(() => operation.run())
      return null
    },
  }),
  method({
    name: 'chainHead_v1_stopOperation',
    params: [followSubscription, operationId],
    result: asIs,
    handle: (session, [id, which]) => {
      followOf(session, id)?.stopOperation(which)
      return null
    },
  }),
  method({
    name: 'chainHead_v1_unpin',
    params: [followSubscription, required('hashOrHashes', hashOrHashes)],
    result: asIs,
    handle: (session, [id, hashes]) => {
      const following = followOf(session, id)
      if (following === undefined) return null
      if (new Set(hashes.map(toHex)).size < hashes.length) {
        throw new RpcError(chainErrorCode.chainHeadDuplicate, 'a block hash is there twice')
      }
      for (const one of hashes) requirePinned(following, one)
      for (const one of hashes) following.unpin(one)
      return null
    },
  }),
]

/** How `body`, `call` and `storage` are answered: their results are events. */
type Started =
  | { readonly result: 'started'; readonly operationId: string }
  | { readonly result: 'limitReached' }

function follow(session: Session, following: Follow): string {
  const { subscriptions, follows }: ConnectionState = connectionOf(session)
  if (follows.size >= MAX_FOLLOWS) {
    throw new RpcError(
      chainErrorCode.chainHeadLimit,
      `Maximum number of chainHead_follow has been reached: ${MAX_FOLLOWS}`,
    )
  }
  const id = subscriptions.open(
    FOLLOW_EVENT,
    (subscription) => following.start(subscription),
    () => follows.delete(id),
  )
  follows.set(id, following)
  return id
}

/** A subscription that is not there (any more) is no error: its client may not have heard yet that it has stopped. */
function followOf(session: Session, id: string): Follow | undefined {
  return connectionOf(session).follows.get(id)
}

function requirePinned(following: Follow | undefined, wanted: Hash): void {
  if (following === undefined || following.isPinned(wanted)) return
  throw new RpcError(
    chainErrorCode.chainHeadBlock,
    `Invalid block hash: ${toHex(wanted)} is not pinned`,
  )
}

/** Starts an operation; its events follow the answer. @throws RpcError when the block is not pinned */
function operate(
  session: Session,
  id: string,
  wanted: Hash,
  steps: () => OperationSteps,
  size = 1,
): Started {
  const following = followOf(session, id)
  requirePinned(following, wanted)
  if (following === undefined || following.room < size) return { result: 'limitReached' }
  const { nextId, subscriptions } = connectionOf(session)
  const operation = nextId()
  const started = following.add(operation, size, steps())
  subscriptions.afterAnswer(() => started.run())
  return { result: 'started', operationId: operation }
}

/** One hash or several. @throws RpcError */
function hashOrHashes(value: unknown, path: string): readonly Hash[] {
  if (!Array.isArray(value)) return [hash(value, path)]
  return listOf(hash, followLimits.pinnedBlocks + 1)(value, path)
}
