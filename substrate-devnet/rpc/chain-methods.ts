import type { Json } from '../../src/json-rpc/json.ts'
import { optional } from '../../src/json-rpc/method.ts'
import type { StartSubscription } from '../../src/json-rpc/subscriptions.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { SubstrateChain } from '../../src/substrate-host/substrate-chain.ts'
import { hash } from '../params/bytes.ts'
import { u32OrList } from '../params/number.ts'
import { headerResult } from '../results/header.ts'
import { asIs, hexList, hexOrNull } from '../results/value.ts'
import { fact } from './fact.ts'
import { method, withAliases } from './method.ts'
import { subscriptionMethods } from './subscription-method.ts'

const optionalHash = optional('hash', hash, undefined)

/** `chain_*`: blocks and their headers. */
export const chainMethods = [
  /** The block with its extrinsics; null when there is none with this hash. */
  method({
    name: 'chain_getBlock',
    params: [optionalHash],
    result: asIs,
    handle: ({ node }, [at]) => signedBlock(node.chain, at ?? node.chain.best.hash),
  }),
  ...withAliases(
    method({
      name: 'chain_getBlockHash',
      params: [optional('number', u32OrList, undefined)],
      result: asIs,
      handle: ({ node: { chain } }, [number]) => {
        if (number === undefined) return toHex(chain.best.hash)
        if (typeof number === 'number') return hexOrNull(chain.hashOf(number))
        return number.map((one) => hexOrNull(chain.hashOf(one)))
      },
    }),
    'chain_getHead',
  ),
  method({
    name: 'chain_getHeader',
    params: [optionalHash],
    result: asIs,
    handle: ({ node }, [at]) => headerOrNull(node.chain, at ?? node.chain.best.hash),
  }),
  ...withAliases(
    fact('chain_getFinalizedHead', ({ chain }) => toHex(chain.finalized.hash)),
    'chain_getFinalisedHead',
  ),
  ...subscriptionMethods(
    {
      subscribe: ['chain_subscribeNewHeads', 'chain_subscribeNewHead', 'subscribe_newHead'],
      unsubscribe: ['chain_unsubscribeNewHeads', 'chain_unsubscribeNewHead', 'unsubscribe_newHead'],
      notification: 'chain_newHead',
    },
    ({ node }) => newHeads(node.chain),
  ),
  ...subscriptionMethods(
    {
      subscribe: ['chain_subscribeAllHeads'],
      unsubscribe: ['chain_unsubscribeAllHeads'],
      notification: 'chain_allHead',
    },
    ({ node }) => newHeads(node.chain),
  ),
  ...subscriptionMethods(
    {
      subscribe: ['chain_subscribeFinalizedHeads', 'chain_subscribeFinalisedHeads'],
      unsubscribe: ['chain_unsubscribeFinalizedHeads', 'chain_unsubscribeFinalisedHeads'],
      notification: 'chain_finalizedHead',
    },
    ({ node }) => finalizedHeads(node.chain),
  ),
]

function signedBlock(chain: SubstrateChain, at: Hash): Json {
  const header = chain.header(at)
  const body = chain.body(at)
  if (header === undefined || body === undefined) return null
  return {
    block: { header: headerResult(header), extrinsics: hexList(body) },
    justifications: null,
  }
}

function headerOrNull(chain: SubstrateChain, at: Hash): Json {
  const header = chain.header(at)
  return header === undefined ? null : headerResult(header)
}

/** The best block at first, then each one that becomes it. */
function newHeads(chain: SubstrateChain): StartSubscription {
  return ({ notify }) => {
    notify(headerOrNull(chain, chain.best.hash))
    return chain.onEvent((event) => {
      if (event.kind === 'best') notify(headerResult(event.block.header))
      if (event.kind === 'retracted') notify(headerOrNull(chain, chain.best.hash))
    })
  }
}

/** The last finalised block at first, then each one. */
function finalizedHeads(chain: SubstrateChain): StartSubscription {
  return ({ notify }) => {
    notify(headerOrNull(chain, chain.finalized.hash))
    return chain.onEvent((event) => {
      if (event.kind !== 'finalized') return
      for (const finalized of event.hashes) notify(headerOrNull(chain, finalized))
    })
  }
}
