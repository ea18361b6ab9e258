import type { ChainParameters } from '../../src/chain/chain-parameters.ts'
import type { ForkConfiguration } from '../../src/chain/fork-configuration.ts'
import { blockRules, systemContracts } from '../../src/chain/rules/block-rules.ts'
import type { Revision } from '../../src/engine/revision.ts'
import type { Json, JsonObject } from '../../src/json-rpc/json.ts'
import { ZERO_ADDRESS } from '../../src/primitives/address.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { data, quantity } from './value.ts'

/** Names of the precompiles by their addresses (EIP-7910). */
// biome-ignore format: table
const precompileNames: Readonly<Record<number, string>> = {
  1: 'ECREC', 2: 'SHA256', 3: 'RIPEMD160', 4: 'ID', 5: 'MODEXP',
  6: 'BN254_ADD', 7: 'BN254_MUL', 8: 'BN254_PAIRING', 9: 'BLAKE2F', 10: 'KZG_POINT_EVALUATION',
  11: 'BLS12_G1ADD', 12: 'BLS12_G1MSM', 13: 'BLS12_G2ADD', 14: 'BLS12_G2MSM',
  15: 'BLS12_PAIRING_CHECK', 16: 'BLS12_MAP_FP_TO_G1', 17: 'BLS12_MAP_FP2_TO_G2', 256: 'P256VERIFY',
}

/** The rules from one fork to the next, as JSON. */
export function forkConfiguration(
  chain: ChainParameters,
): (configuration: ForkConfiguration) => Json {
  return ({ activationTime, revision, blobs, precompiles, forkId }) => ({
    activationTime: Number(activationTime),
    blobSchedule:
      blobs === undefined
        ? null
        : {
            baseFeeUpdateFraction: Number(blobs.baseFeeUpdateFraction),
            max: Number(blobs.max),
            target: Number(blobs.target),
          },
    chainId: quantity(chain.chainId),
    forkId: data(forkId),
    precompiles: precompilesOf(precompiles),
    systemContracts: systemContractsOf(revision, chain),
  })
}

function precompilesOf(numbers: readonly number[]): JsonObject {
  const rows = numbers.map((number) => {
    const address = `0x${number.toString(16).padStart(40, '0')}`
    return [precompileNames[number] ?? address, address] as const
  })
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The contracts that the protocol calls, and the one that it reads the logs of. */
function systemContractsOf(
  revision: Revision,
  { depositContract = ZERO_ADDRESS }: ChainParameters,
): JsonObject {
  const { startCalls, requests } = blockRules[revision]
  const calls = [...startCalls, ...(requests === 'none' ? [] : requests.calls)]
  const called = new Set(calls.map(({ contract }) => toHex(contract)))
  const rows = Object.entries(systemContracts)
    .map(([name, address]) => [name, data(address)] as const)
    .filter(([, address]) => called.has(address))
  const deposits =
    requests === 'none' ? [] : [['DEPOSIT_CONTRACT_ADDRESS', data(depositContract)] as const]
  return Object.fromEntries([...rows, ...deposits].sort(([a], [b]) => (a < b ? -1 : 1)))
}
