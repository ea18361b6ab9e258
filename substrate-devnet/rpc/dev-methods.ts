import type { Json } from '../../src/json-rpc/json.ts'
import { optional, required } from '../../src/json-rpc/method.ts'
import { listOf } from '../../src/json-rpc/params/list.ts'
import { objectOf } from '../../src/json-rpc/params/object.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { SealedBlock } from '../../src/substrate-host/substrate-chain.ts'
import { chainErrorCode } from '../chain-error-code.ts'
import { chainTimeMs } from '../node/block-time.ts'
import type { SealingMode } from '../node/sealer.ts'
import type { SubstrateNode } from '../node/substrate-node.ts'
import { hash } from '../params/bytes.ts'
import { extrinsic } from '../params/extrinsic.ts'
import { u32 } from '../params/number.ts'
import { storageEntries } from '../params/storage-entries.ts'
import { timeMs } from '../params/time.ts'
import { asIs, hexOrNull } from '../results/value.ts'
import { validityErrorText } from '../watch/transaction-validity-text.ts'
import { method } from './method.ts'
import { blockOrBest, clientErrors, clientErrorsOf, unknownBlock } from './runtime-call.ts'

const MAX_BLOCKS = 10_000
const MAX_EXTRINSICS = 10_000
const APPLY = 'BlockBuilder_apply_extrinsic'

const newBlockOptions = objectOf({
  count: u32,
  to: u32,
  transactions: listOf(extrinsic, MAX_EXTRINSICS),
  unsafeBlockHeight: u32,
})

const modes: Readonly<Record<string, SealingMode>> = {
  Instant: { kind: 'instant' },
  Batch: { kind: 'instant' },
  Manual: { kind: 'manual' },
}

/** `dev_*`: what only a development node does, in the manner of chopsticks. */
export const devMethods = [
  /** Makes `count` blocks, or as many as it takes `to` a number; resolves with the last one's hash. */
  method({
    name: 'dev_newBlock',
    params: [optional('options', newBlockOptions, {})],
    result: toHex,
    handle: async ({ node }, [{ count, to, transactions, unsafeBlockHeight }]) => {
      if (unsafeBlockHeight !== undefined && unsafeBlockHeight !== node.chain.best.number + 1) {
        throw refuse(
          'unsafeBlockHeight',
          `the next number, ${node.chain.best.number + 1}: blocks cannot be left out`,
          unsafeBlockHeight,
        )
      }
      const blocks = blockCount(node, count, to)
      let last = await sealWith(node, transactions)
      for (let made = 1; made < blocks; made += 1) last = await sealWith(node, undefined)
      return last
    },
  }),
  /** Makes a block whose state has other values at some keys; resolves with its hash. */
  method({
    name: 'dev_setStorage',
    params: [required('values', storageEntries), optional('at', hash, undefined)],
    result: toHex,
    handle: async ({ node }, [entries, at]) => {
      if (at !== undefined && !isBest(node, at)) {
        throw refuse('at', 'the best block: an older state is not changed', toHex(at))
      }
      const sealed = node.sealer.seal({ fromPool: 'none', storage: entries })
      return (await clientErrorsOf(sealed)).hash
    },
  }),
  /** Goes back to an earlier block; those after it are no more. */
  method({
    name: 'dev_setHead',
    params: [required('hashOrNumber', hashOrNumber)],
    result: toHex,
    handle: async ({ node: { chain, sealer } }, [wanted]) => {
      const target = typeof wanted === 'number' ? chain.hashOf(wanted) : wanted
      if (target === undefined)
        throw refuse('argument 0 (hashOrNumber)', `a number up to ${chain.best.number}`, wanted)
      if (chain.header(target) === undefined) throw unknownBlock(target)
      await clientErrorsOf(sealer.between(() => chain.setHead(target)))
      return target
    },
  }),
  /** Sets the time of the next block; it goes on from there. Answers with the time, in ms since 1970. */
  method({
    name: 'dev_timeTravel',
    params: [required('date', timeMs)],
    result: asIs,
    handle: ({ node }, [ms]) => {
      const now = chainTimeMs(node.chain) ?? 0
      if (ms <= now) throw refuse('argument 0 (date)', `a time after the last block's, ${now}`, ms)
      node.sealer.travelTo(ms)
      return ms
    },
  }),
  method({
    name: 'dev_setBlockBuildMode',
    params: [required('mode', sealingMode)],
    result: asIs,
    handle: ({ node }, [mode]) => {
      node.sealer.setMode(mode)
      return null
    },
  }),
  /** What a transaction would do: SCALE `ApplyExtrinsicResult`, and every key that it would change. */
  method({
    name: 'dev_dryRun',
    params: [required('options', objectOf({ extrinsic, at: hash }))],
    result: asIs,
    handle: ({ node: { chain } }, [{ extrinsic: encoded, at }]): Json => {
      if (encoded === undefined) throw refuse('options.extrinsic', 'an extrinsic', undefined)
      const { output, changes } = clientErrors(() =>
        chain.callInNextBlock(blockOrBest(chain, at), APPLY, encoded),
      )
      return {
        outcome: toHex(output),
        storageDiff: changes.top.map(({ key, value }) => [toHex(key), hexOrNull(value)]),
      }
    },
  }),
]

/** @throws RpcError when the number is not above the best block's, or too far */
function blockCount(
  node: SubstrateNode,
  count: number | undefined,
  to: number | undefined,
): number {
  const blocks = to === undefined ? (count ?? 1) : to - node.chain.best.number
  if (blocks >= 1 && blocks <= MAX_BLOCKS) return blocks
  throw refuse(
    to === undefined ? 'options.count' : 'options.to',
    `1 to ${MAX_BLOCKS} blocks to make`,
    blocks,
  )
}

/** A block of the pool's transactions, or of the given ones. @throws RpcError when one of these did not apply */
async function sealWith(
  { sealer }: SubstrateNode,
  extrinsics: readonly Uint8Array[] | undefined,
): Promise<Hash> {
  const sealed = sealer.seal(extrinsics === undefined ? {} : { extrinsics, fromPool: 'none' })
  const block = await clientErrorsOf(sealed)
  if (extrinsics !== undefined) requireApplied(block)
  return block.hash
}

function requireApplied({ hash: made, refused }: SealedBlock): void {
  const [first] = refused
  if (first === undefined) return
  throw new RpcError(
    chainErrorCode.invalidTransaction,
    `Invalid Transaction: block ${toHex(made)} was made without ${refused.length} of the transactions`,
    first.error === undefined ? 'The runtime trapped on it' : validityErrorText(first.error),
  )
}

function isBest({ chain }: SubstrateNode, at: Hash): boolean {
  return toHex(at) === toHex(chain.best.hash)
}

function hashOrNumber(value: unknown, path: string): Hash | number {
  return typeof value === 'number' ? u32(value, path) : hash(value, path)
}

/** @throws RpcError */
function sealingMode(value: unknown, path: string): SealingMode {
  const mode = typeof value === 'string' && Object.hasOwn(modes, value) ? modes[value] : undefined
  if (mode !== undefined) return mode
  throw refuse(path, `one of ${Object.keys(modes).join(', ')}`, value)
}
