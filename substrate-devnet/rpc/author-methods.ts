import { isObject } from '../../src/json-rpc/json.ts'
import { required } from '../../src/json-rpc/method.ts'
import { listOf } from '../../src/json-rpc/params/list.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import type { StartSubscription } from '../../src/json-rpc/subscriptions.ts'
import { bytes32, type Hash } from '../../src/primitives/bytes32.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { blake2b256 } from '../../src/substrate-host/hashing/blake2b.ts'
import type { TransactionListener } from '../../src/substrate-host/pool/transaction-status.ts'
import { hash } from '../params/bytes.ts'
import { extrinsic } from '../params/extrinsic.ts'
import { asIs, hexList } from '../results/value.ts'
import { connectionOf, type Session, subscribe } from '../session.ts'
import type { Activity } from '../watch/activity.ts'
import { poolRefusalError } from '../watch/pool-refusal-error.ts'
import { StatusFeed } from '../watch/status-feed.ts'
import { isLast, statusResult } from '../watch/status-result.ts'
import { fact } from './fact.ts'
import { method } from './method.ts'
import { unsubscribeMethods } from './subscription-method.ts'

const UPDATE = 'author_extrinsicUpdate'
const MAX_REMOVED = 1000

/** `author_*`: the transaction pool. */
export const authorMethods = [
  method({
    name: 'author_submitExtrinsic',
    params: [required('extrinsic', extrinsic)],
    result: toHex,
    handle: (session, [encoded]) => submit(session, encoded),
  }),
  method({
    name: 'author_submitAndWatchExtrinsic',
    params: [required('extrinsic', extrinsic)],
    result: asIs,
    handle: (session, [encoded]) => {
      const { activity } = connectionOf(session)
      const feed = new StatusFeed()
      submit(session, encoded, feed.push)
      return subscribe(session, UPDATE, updates(feed, activity))
    },
  }),
  ...unsubscribeMethods(['author_unwatchExtrinsic'], UPDATE),
  fact('author_pendingExtrinsics', ({ chain }) =>
    hexList([...chain.pool.ready(), ...chain.pool.future()]),
  ),
  method({
    name: 'author_removeExtrinsic',
    params: [required('bytesOrHash', listOf(extrinsicOrHash, MAX_REMOVED))],
    result: hexList,
    handle: ({ node }, [removed]) => removed.flatMap((one) => node.chain.pool.remove(one)),
  }),
]

function submit({ node }: Session, encoded: Uint8Array, listener?: TransactionListener): Hash {
  const submission = node.chain.pool.submit(encoded, listener)
  if (!submission.ok) throw poolRefusalError(submission)
  node.sealer.transactionsArrived()
  return submission.hash
}

/**
 * The statuses of a transaction. A client that hears of `inBlock` asks for that block before it tells its user, and
 * @polkadot/api forgets about it when `finalized` comes meanwhile; so `finalized`, which is true at once here, waits.
 */
function updates(feed: StatusFeed, activity: Activity): StartSubscription {
  return ({ notify, end }) => {
    let stopWaiting = (): void => undefined
    const stopListening = feed.listen((status) => {
      const tell = (): void => {
        notify(statusResult(status))
        if (isLast(status)) end()
      }
      if (status.kind !== 'finalized') tell()
      else stopWaiting = activity.whenDone(toHex(status.block), tell)
    })
    return () => {
      stopListening()
      stopWaiting()
    }
  }
}

/** `{ hash }` or `{ extrinsic }`, which names a transaction by its hash or by itself. @throws RpcError */
function extrinsicOrHash(value: unknown, path: string): Hash {
  const given = isObject(value) ? value : {}
  const { hash: named, extrinsic: whole } = lowerCaseNames(given)
  if (named !== undefined) return hash(named, `${path}.hash`)
  if (whole !== undefined) return bytes32(blake2b256(extrinsic(whole, `${path}.extrinsic`)))
  throw refuse(path, 'an object with "hash" or "extrinsic"', value)
}

/** Older clients write `Hash` and `Extrinsic`. */
function lowerCaseNames(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name.toLowerCase(), one]))
}
