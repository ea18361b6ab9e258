import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { createEVM } from '@ethereumjs/evm'
import { describe, expect, it } from 'vitest'
import { isAtLeast } from '../../src/engine/revision.ts'
import { baseGas } from '../../src/evm/gas-schedule.ts'
import { mnemonics, opcodes } from '../../src/evm/opcodes.ts'

/** Every revision with opcodes or gas of its own, by @ethereumjs/common's names. */
const forks = {
  frontier: Hardfork.Chainstart,
  homestead: Hardfork.Homestead,
  tangerineWhistle: Hardfork.TangerineWhistle,
  spuriousDragon: Hardfork.SpuriousDragon,
  byzantium: Hardfork.Byzantium,
  constantinople: Hardfork.Constantinople,
  petersburg: Hardfork.Petersburg,
  istanbul: Hardfork.Istanbul,
  berlin: Hardfork.Berlin,
  london: Hardfork.London,
  paris: Hardfork.Paris,
  shanghai: Hardfork.Shanghai,
  cancun: Hardfork.Cancun,
  prague: Hardfork.Prague,
  osaka: Hardfork.Osaka,
} as const

async function peerOpcodes(fork: Hardfork): Promise<ReadonlyMap<number, number>> {
  const evm = await createEVM({ common: new Common({ chain: Mainnet, hardfork: fork }) })
  return new Map([...evm.getActiveOpcodes().values()].map(({ code, fee }) => [code, fee]))
}

describe.each(Object.entries(forks))('%s', (name, fork) => {
  const revision = name as keyof typeof forks

  it('has the opcodes of @ethereumjs/evm', async () => {
    const peer = await peerOpcodes(fork)
    const ours = mnemonics
      .filter((mnemonic) => isAtLeast(revision, opcodes[mnemonic].since))
      .map((mnemonic) => opcodes[mnemonic].byte)
    expect(ours).toEqual([...peer.keys()].sort((a, b) => a - b))
  })

  it('has their base gas', async () => {
    const peer = await peerOpcodes(fork)
    for (const [mnemonic, gas] of baseGas(revision)) {
      // Topics are operands to the peer; here their number is part of the opcode (375 each).
      const topics = mnemonic.startsWith('LOG') ? Number(mnemonic.slice(3)) : 0
      const fee = (peer.get(opcodes[mnemonic].byte) ?? 0) + 375 * topics
      // The peer keeps the gas of some opcodes in the code that charges it, and 0 in the table.
      if (fee !== 0) expect({ mnemonic, gas }).toEqual({ mnemonic, gas: fee })
    }
  })
})
