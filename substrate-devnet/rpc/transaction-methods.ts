import { errorCode } from '../../src/json-rpc/error-code.ts'
import type { Json } from '../../src/json-rpc/json.ts'
import { required } from '../../src/json-rpc/method.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import type { StartSubscription } from '../../src/json-rpc/subscriptions.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { TransactionStatus } from '../../src/substrate-host/pool/transaction-status.ts'
import type { SubstrateNode } from '../node/substrate-node.ts'
import { bytes, text } from '../params/bytes.ts'
import { asIs } from '../results/value.ts'
import { connectionOf, subscribe } from '../session.ts'
import { Broadcast } from '../watch/broadcast.ts'
import { poolRefusalText } from '../watch/pool-refusal-error.ts'
import { StatusFeed } from '../watch/status-feed.ts'
import { isLast } from '../watch/status-result.ts'
import { method } from './method.ts'
import { unsubscribeMethods } from './subscription-method.ts'

const WATCH_EVENT = 'transactionWatch_v1_watchEvent'
/** The specification asks for 4 at least. */
const MAX_BROADCASTS = 16

/**
 * `transaction_v1_*` and `transactionWatch_v1_*`.
 * @see https://paritytech.github.io/json-rpc-interface-spec/api/transaction.html
 */
export const transactionMethods = [
  method({
    name: 'transaction_v1_broadcast',
    params: [required('transaction', bytes)],
    result: asIs,
    handle: (session, [encoded]) => {
      const { broadcasts, nextId } = connectionOf(session)
      if (broadcasts.size >= MAX_BROADCASTS) return null
      const id = nextId()
      broadcasts.set(id, new Broadcast(session.node, encoded))
      return id
    },
  }),
  method({
    name: 'transaction_v1_stop',
    params: [required('operationId', text)],
    result: asIs,
    handle: (session, [id]) => {
      const { broadcasts } = connectionOf(session)
      const broadcast = broadcasts.get(id)
      if (broadcast === undefined) {
        throw new RpcError(
          errorCode.invalidParams,
          'invalid argument 0 (operationId): no such operation',
        )
      }
      broadcast.stop()
      broadcasts.delete(id)
      return null
    },
  }),
  method({
    name: 'transactionWatch_v1_submitAndWatch',
    params: [required('transaction', bytes)],
    result: asIs,
    handle: (session, [encoded]) => subscribe(session, WATCH_EVENT, watch(session.node, encoded)),
  }),
  ...unsubscribeMethods(['transactionWatch_v1_unwatch'], WATCH_EVENT),
]

/** Submits the transaction when the client knows the subscription: what is wrong with it is an event, no error. */
function watch(node: SubstrateNode, encoded: Uint8Array): StartSubscription {
  return ({ notify, end }) => {
    const feed = new StatusFeed()
    const submission = node.chain.pool.submit(encoded, feed.push)
    if (!submission.ok) {
      const event =
        submission.refusal.kind === 'trapped' ? 'error' : refusalEvent(submission.refusal.kind)
      notify({ event, error: poolRefusalText(submission) })
      end()
      return () => undefined
    }
    node.sealer.transactionsArrived()
    return feed.listen((status) => {
      const event = watchEvent(status)
      if (event !== undefined) notify(event)
      if (isLast(status)) end()
    })
  }
}

function refusalEvent(refusal: string): string {
  return refusal === 'invalid' || refusal === 'unknown' ? 'invalid' : 'dropped'
}

function watchEvent(status: TransactionStatus): Json | undefined {
  switch (status.kind) {
    case 'ready':
    case 'future':
      return { event: 'validated' }
    case 'inBlock':
      return { event: 'bestChainBlockIncluded', block: place(status) }
    case 'retracted':
      return { event: 'bestChainBlockIncluded', block: null }
    case 'finalized':
      return { event: 'finalized', block: place(status) }
    case 'usurped':
      return { event: 'dropped', error: `${toHex(status.by)} has taken its place` }
    case 'dropped':
      return { event: 'dropped', error: 'the pool had no room for it' }
    case 'invalid':
      return { event: 'invalid', error: 'it cannot be applied any more' }
    default:
      return undefined
  }
}

function place({ block, index }: { readonly block: Uint8Array; readonly index: number }): Json {
  return { hash: toHex(block), index }
}
