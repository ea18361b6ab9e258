import { isObject, type JsonObject } from '../../src/json-rpc/json.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { equalBytes } from '../../src/primitives/equal-bytes.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { startsWith } from '../../src/primitives/starts-with.ts'
import { blake2b256 } from '../../src/substrate-host/hashing/blake2b.ts'
import type { SubstrateChain } from '../../src/substrate-host/substrate-chain.ts'
import { chainErrorCode } from '../chain-error-code.ts'
import { bytes } from '../params/bytes.ts'
import { keyReader } from '../rpc/keys-below.ts'

/** One item of `archive_v1_storageDiff`: which changes are wanted, and how they are shown. */
export interface DiffQuery {
  readonly prefix: Uint8Array
  readonly show: 'value' | 'hash'
  readonly child: Uint8Array | undefined
}

const ALL: DiffQuery = { prefix: new Uint8Array(), show: 'value', child: undefined }
const MAX_BLOCKS = 10_000

/** An item as it comes in a request. @throws RpcError */
export function diffQuery(value: unknown, path: string): DiffQuery {
  if (!isObject(value)) throw refuse(path, 'an object with "returnType"', value)
  const { key, returnType: show, childTrieKey: child } = value
  if (show !== 'value' && show !== 'hash') {
    throw refuse(`${path}.returnType`, '"value" or "hash"', show)
  }
  return {
    prefix: key === undefined || key === null ? ALL.prefix : bytes(key, `${path}.key`),
    show,
    child: child === undefined || child === null ? undefined : bytes(child, `${path}.childTrieKey`),
  }
}

/**
 * What is different in the state after a block and the state after an earlier one, by default its parent.
 * @throws GantryError when one of them is not there, or not an ancestor of the other
 */
export function* storageDiff(
  chain: SubstrateChain,
  block: Hash,
  previous: Hash | undefined,
  queries: readonly DiffQuery[] = [ALL],
): Generator<JsonObject> {
  const parent = chain.header(block)?.parentHash
  const blocks = blocksAfter(chain, previous ?? parent ?? block, block)
  const [before, after] = [chain.stateAt(previous ?? parent ?? block), chain.stateAt(block)]
  for (const { prefix, show, child } of queries) {
    const [older, newer] = [keyReader(before, child), keyReader(after, child)]
    for (const key of touchedKeys(chain, blocks, child, prefix)) {
      const [old, now] = [older.get(key), newer.get(key)]
      const type = difference(old, now)
      if (type === undefined) continue
      const shown = now && toHex(show === 'value' ? now : blake2b256(now))
      const childTrieKey = child && toHex(child)
      yield { key: toHex(key), [show]: shown, type, childTrieKey }
    }
  }
}

function difference(
  old: Uint8Array | undefined,
  now: Uint8Array | undefined,
): 'added' | 'modified' | 'deleted' | undefined {
  if (old === undefined) return now === undefined ? undefined : 'added'
  if (now === undefined) return 'deleted'
  return equalBytes(old, now) ? undefined : 'modified'
}

/** The keys below `prefix` that the blocks may have changed, in their order. */
function touchedKeys(
  chain: SubstrateChain,
  blocks: readonly Hash[],
  child: Uint8Array | undefined,
  prefix: Uint8Array,
): Uint8Array[] {
  const keys = new Map<string, Uint8Array>()
  for (const block of blocks) {
    const { top, children } = chain.storageChanges(block)
    const changes =
      child === undefined
        ? top
        : (children.find((one) => equalBytes(one.child, child))?.changes ?? [])
    for (const { key } of changes) {
      if (startsWith(key, prefix)) keys.set(toHex(key), key)
    }
  }
  return [...keys.values()].sort(Buffer.compare)
}

/** The blocks behind `ancestor` up to `block`. @throws RpcError when the one is no ancestor of the other */
function blocksAfter(chain: SubstrateChain, ancestor: Hash, block: Hash): readonly Hash[] {
  const blocks: Hash[] = []
  let at = block
  while (!equalBytes(at, ancestor)) {
    const header = chain.header(at)
    if (header === undefined || blocks.length >= MAX_BLOCKS) {
      throw new RpcError(
        chainErrorCode.invalidBlockRange,
        `${toHex(ancestor)} is not among the last ${MAX_BLOCKS} blocks before ${toHex(block)}`,
      )
    }
    blocks.push(at)
    at = header.parentHash
  }
  return blocks
}
