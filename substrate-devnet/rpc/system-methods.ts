import { optional, required } from '../../src/json-rpc/method.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { account } from '../params/account.ts'
import { hash } from '../params/bytes.ts'
import { extrinsic } from '../params/extrinsic.ts'
import { asIs } from '../results/value.ts'
import { fact } from './fact.ts'
import { method, withAliases } from './method.ts'
import { nextIndex } from './next-index.ts'
import { blockOrBest, clientErrors } from './runtime-call.ts'

/** `system_*`: what the node is. It is alone: there are no peers. */
export const systemMethods = [
  fact('system_name', () => 'Gantry'),
  fact('system_version', ({ version }) => version),
  fact('system_chain', ({ spec }) => spec.name),
  fact('system_chainType', () => 'Development'),
  fact('system_properties', ({ spec }) => spec.properties),
  fact('system_health', () => ({ peers: 0, isSyncing: false, shouldHavePeers: false })),
  fact('system_peers', () => []),
  fact('system_reservedPeers', () => []),
  fact('system_localListenAddresses', () => []),
  fact('system_nodeRoles', () => ['Authority']),
  fact('system_syncState', ({ chain, startedAt }) => ({
    startingBlock: startedAt,
    currentBlock: chain.best.number,
    highestBlock: chain.best.number,
  })),

  /** The nonce of an account's next transaction, those that wait in the pool counted. */
  ...withAliases(
    method({
      name: 'system_accountNextIndex',
      params: [required('account', account)],
      result: asIs,
      handle: ({ node }, [who]) => nextIndex(node.chain, who),
    }),
    'account_nextIndex',
  ),

  /** What a transaction would do now: SCALE `ApplyExtrinsicResult`. Nothing is kept. */
  ...withAliases(
    method({
      name: 'system_dryRun',
      params: [required('extrinsic', extrinsic), optional('at', hash, undefined)],
      result: toHex,
      handle: ({ node: { chain } }, [encoded, at]) =>
        clientErrors(() => {
          const block = blockOrBest(chain, at)
          return chain.callInNextBlock(block, 'BlockBuilder_apply_extrinsic', encoded).output
        }),
    }),
    'system_dryRunAt',
  ),
]
