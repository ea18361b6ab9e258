import type { ChainConfig } from '../../src/chain/chain-config.ts'
import type { ForkConfigurations } from '../../src/chain/fork-configuration.ts'
import type { JsonObject } from '../../src/json-rpc/json.ts'
import { forkConfiguration } from '../results/fork-configuration.ts'
import { nullable } from '../results/value.ts'
import { method } from './method.ts'

interface Forks extends ForkConfigurations {
  readonly chain: ChainConfig
}

/**
 * `eth_config`: the rules at the head, those of the next fork and those of the last one.
 * @see https://eips.ethereum.org/EIPS/eip-7910
 */
export const config = method({
  name: 'eth_config',
  params: [],
  result: encode,
  handle: ({ blocks }): Forks => ({ ...blocks.forkConfigurations(), chain: blocks.config }),
})

function encode({ current, next, last, chain }: Forks): JsonObject {
  const configuration = nullable(forkConfiguration(chain))
  return {
    current: configuration(current),
    next: configuration(next),
    last: configuration(last),
  }
}
