import { createBlock } from '@ethereumjs/block'
import { createLegacyTx } from '@ethereumjs/tx'
import { createAddressFromString } from '@ethereumjs/util'
import { describe, expect, it } from 'vitest'
import { FUZZ_SENDER, type FuzzCase } from '../fuzz-evm/fuzz-case.ts'
import { generateCase } from '../fuzz-evm/generate-case.ts'
import { hardforks } from '../fuzz-evm/run-peer.ts'
import { createVmPair, runOnBoth, type VmPair } from './vm-pair.ts'

const PROGRAMS = Number(process.env['GANTRY_FUZZ_PROGRAMS'] ?? 150)
const SEED = 20261123
const INTRINSIC_GAS = 100_000n

/** Two transactions one after the other: the second one finds what the first has left. */
async function differing(fuzzCase: FuzzCase, tier: 'first' | 'compiled') {
  const sender = { address: FUZZ_SENDER, balance: 10n ** 18n, nonce: 1n }
  const contracts = fuzzCase.contracts.map((contract) => ({
    ...contract,
    balance: BigInt(contract.balance),
    nonce: 1n,
  }))
  const pair = await createVmPair(hardforks[fuzzCase.revision], [sender, ...contracts], { tier })
  const results = []
  for (const nonce of [1n, 2n])
    results.push(await runOnBoth(pair, optionsOf(fuzzCase, pair, nonce)))
  return { results, counts: pair.own.evm.messageCounts }
}

function optionsOf({ contracts, gas, value, input }: FuzzCase, { own }: VmPair, nonce: bigint) {
  const { common } = own
  const to = createAddressFromString(contracts[0]?.address ?? FUZZ_SENDER)
  const tx = createLegacyTx(
    {
      to,
      nonce,
      gasLimit: BigInt(gas) + INTRINSIC_GAS,
      gasPrice: 10n,
      value: BigInt(value),
      data: input as `0x${string}`,
    },
    { common, freeze: false },
  )
  tx.getSenderAddress = () => createAddressFromString(FUZZ_SENDER)
  const block = createBlock(
    {
      header: {
        number: 1000n,
        gasLimit: 30_000_000n,
        timestamp: 1_700_000_000n,
        ...(common.isActivatedEIP(1559) && { baseFeePerGas: 7n }),
      },
    },
    { common, skipConsensusFormatValidation: true },
  )
  return { tx, block, skipHardForkValidation: true, reportAccessList: true }
}

function itemsOf(list: unknown): string[] {
  const entries = (list ?? []) as { address: string; storageKeys: string[] }[]
  return entries.flatMap(({ address, storageKeys }) => [
    address,
    ...storageKeys.map((key) => address + key),
  ])
}

describe.each(['first', 'compiled'] as const)('random programs, %s tier', (tier) => {
  it('end as with their EVM', { timeout: 600_000 }, async () => {
    const messages = { own: 0, theirs: 0 }
    for (let index = 0; index < PROGRAMS / 2; index++) {
      const fuzzCase = generateCase(SEED + (tier === 'first' ? 0 : 1), index)
      const { results, counts } = await differing(fuzzCase, tier)
      messages.own += counts.own
      messages.theirs += counts.theirs
      for (const { own, theirs } of results) {
        const { accessList, ...rest } = own
        const { accessList: theirList, ...theirRest } = theirs
        expect(rest, fuzzCase.name).toEqual(theirRest)
        // Theirs also names what an instruction would have accessed that could not be paid.
        expect(itemsOf(theirList), fuzzCase.name).toEqual(
          expect.arrayContaining(itemsOf(accessList)),
        )
      }
    }
    // What is left to their EVM would be compared with itself.
    expect(messages.own).toBeGreaterThan(9 * messages.theirs)
    expect(messages.own).toBeGreaterThan(PROGRAMS / 2)
  })
})
