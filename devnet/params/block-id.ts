import { isObject } from '../../src/json-rpc/json.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { hash } from './data.ts'
import { quantity64 } from './quantity.ts'

/** The block tags. A node that mines alone has one head: `safe` and `finalized` are the latest block. */
export const blockTags = ['latest', 'earliest', 'pending', 'safe', 'finalized'] as const
export type BlockTag = (typeof blockTags)[number]

/** How a request names a block. */
export type BlockId =
  | { readonly kind: 'tag'; readonly tag: BlockTag }
  | { readonly kind: 'number'; readonly number: bigint }
  | { readonly kind: 'hash'; readonly hash: Hash }

/** The block that is meant when a request names none. */
export const LATEST: BlockId = { kind: 'tag', tag: 'latest' }

/** A block number or tag. @throws RpcError */
export function blockNumber(value: unknown, path: string): BlockId {
  const tag = blockTags.find((name) => name === value)
  if (tag !== undefined) return { kind: 'tag', tag }
  if (typeof value === 'string' && value.startsWith('0x')) {
    return { kind: 'number', number: quantity64(value, path) }
  }
  throw refuse(path, `a block number such as "0x1f" or one of ${blockTags.join(', ')}`, value)
}

/**
 * A block by number, tag or hash, or by an object that says which.
 * @throws RpcError
 * @see https://eips.ethereum.org/EIPS/eip-1898
 */
export function blockId(value: unknown, path: string): BlockId {
  if (isObject(value)) return blockObject(value, path)
  if (typeof value === 'string' && value.length === 66) {
    return { kind: 'hash', hash: hash(value, path) }
  }
  return blockNumber(value, path)
}

function blockObject(value: Readonly<Record<string, unknown>>, path: string): BlockId {
  const { blockHash, blockNumber: number, requireCanonical } = value
  if (requireCanonical !== undefined && typeof requireCanonical !== 'boolean') {
    throw refuse(`${path}.requireCanonical`, 'true or false', requireCanonical)
  }
  if (blockHash !== undefined && number !== undefined) {
    throw refuse(path, 'either blockHash or blockNumber', 'both')
  }
  if (blockHash !== undefined) return { kind: 'hash', hash: hash(blockHash, `${path}.blockHash`) }
  return blockNumber(number, `${path}.blockNumber`)
}

/** The tag `latest`, where nothing else is possible. @throws RpcError */
export function latestBlock(value: unknown, path: string): BlockId {
  if (value === 'latest') return LATEST
  throw refuse(path, '"latest": no other state can be listed', value)
}
