import type { Decoder } from '../../src/json-rpc/method.ts'
import { listOf } from '../../src/json-rpc/params/list.ts'
import { objectOf } from '../../src/json-rpc/params/object.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import type { Address } from '../../src/primitives/address.ts'
import type { Bytes32, Hash } from '../../src/primitives/bytes32.ts'
import { type BlockId, blockNumber, LATEST } from './block-id.ts'
import { address, hash } from './data.ts'

/** Which logs a request wants. */
export interface LogFilter {
  readonly blocks:
    | { readonly kind: 'range'; readonly from: BlockId; readonly to: BlockId }
    | { readonly kind: 'block'; readonly hash: Hash }
  /** The contracts that may have logged; undefined: any. */
  readonly addresses: readonly Address[] | undefined
  /** By position: the topics that may stand there; undefined: any, but there must be one. */
  readonly topics: readonly (readonly Bytes32[] | undefined)[]
}

const MAX_ALTERNATIVES = 1000
const MAX_TOPICS = 4

const decode = objectOf({
  fromBlock: blockNumber,
  toBlock: blockNumber,
  blockHash: hash,
  address: oneOrMore(address),
  topics: listOf(topicPosition, MAX_TOPICS),
})

/**
 * The object of `eth_getLogs` and `eth_newFilter`.
 * @throws RpcError
 * @see https://github.com/ethereum/execution-apis/blob/main/src/schemas/filter.yaml
 */
export function logFilter(value: unknown, path: string): LogFilter {
  const { fromBlock, toBlock, blockHash, address: addresses, topics } = decode(value, path)
  if (blockHash !== undefined && (fromBlock ?? toBlock) !== undefined) {
    throw refuse(path, 'either blockHash or fromBlock and toBlock', value)
  }
  return {
    blocks:
      blockHash === undefined
        ? { kind: 'range', from: fromBlock ?? LATEST, to: toBlock ?? LATEST }
        : { kind: 'block', hash: blockHash },
    addresses: addresses?.length === 0 ? undefined : addresses,
    topics: topics ?? [],
  }
}

function topicPosition(value: unknown, path: string): readonly Bytes32[] | undefined {
  if (value === null) return undefined
  const alternatives = oneOrMore(nullable(hash))(value, path)
  // An empty list, or null among the alternatives, lets any topic through.
  const topics = alternatives.filter((topic) => topic !== undefined)
  return topics.length === 0 || topics.length < alternatives.length ? undefined : topics
}

function nullable<T>(decodeValue: Decoder<T>): Decoder<T | undefined> {
  return (value, path) => (value === null ? undefined : decodeValue(value, path))
}

function oneOrMore<T>(decodeValue: Decoder<T>): Decoder<readonly T[]> {
  const decodeList = listOf(decodeValue, MAX_ALTERNATIVES)
  return (value, path) =>
    Array.isArray(value) ? decodeList(value, path) : [decodeValue(value, path)]
}
