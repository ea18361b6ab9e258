import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forkConfiguration } from '../../../devnet/results/fork-configuration.ts'
import type { BlockHeader } from '../../../src/chain/block/header.ts'
import { forkConfigurations } from '../../../src/chain/fork-configuration.ts'
import { readGenesis } from '../../../src/chain/genesis/genesis-json.ts'
import { genesisHash } from '../../../src/chain/open-chain.ts'
import { vectorsFolder } from '../../conformance/vectors.ts'

const folder = vectorsFolder('rpc-compat') ?? ''
const head = (number: bigint, timestamp: bigint) => ({ number, timestamp }) as BlockHeader

function chainOfVectors() {
  const genesis = readGenesis(JSON.parse(readFileSync(join(folder, 'genesis.json'), 'utf8')))
  return { config: genesis.config, genesisHash: genesisHash(genesis), genesisTime: 0n }
}

describe.skipIf(folder === '')('eth_config of the chain of execution-apis', () => {
  it('is at its head what the vector says', () => {
    const chain = chainOfVectors()
    const [file = ''] = readdirSync(join(folder, 'eth_config'))
    const lines = readFileSync(join(folder, 'eth_config', file), 'utf8').split('\n')
    const answer = lines.find((line) => line.startsWith('<< ')) ?? ''
    const { current, next, last } = forkConfigurations(chain, head(54n, 540n))
    expect(forkConfiguration(chain.config)(current)).toEqual(
      JSON.parse(answer.slice(3)).result.current,
    )
    expect([next, last]).toEqual([undefined, undefined])
  })

  it('names the next and the last fork before them', () => {
    const { current, next, last } = forkConfigurations(chainOfVectors(), head(45n, 450n))
    expect([current, next, last].map((fork) => [fork?.activationTime, fork?.revision])).toEqual([
      [450n, 'prague'],
      [480n, 'osaka'],
      [540n, 'osaka'],
    ])
    expect(current.blobs?.max).toBe(9n)
    expect(last?.blobs?.max).toBe(21n)
  })

  it('has the same fork id at the fork and before the next one, and another one before it', () => {
    const chain = chainOfVectors()
    const at = (number: bigint, time: bigint) =>
      forkConfigurations(chain, head(number, time)).current.forkId
    expect(at(47n, 470n)).toEqual(at(45n, 450n))
    expect(at(44n, 440n)).not.toEqual(at(45n, 450n))
  })
})
