import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { createEVM } from '@ethereumjs/evm'
import { createAccount, createAddressFromString } from '@ethereumjs/util'
import { toHex } from '../../src/primitives/hex.ts'
import { CONTRACT, SENDER } from './run-evm.ts'

/** Revisions that programs are compared on, by @ethereumjs/common's names. */
export const peerForks = {
  byzantium: Hardfork.Byzantium,
  istanbul: Hardfork.Istanbul,
  berlin: Hardfork.Berlin,
  london: Hardfork.London,
  cancun: Hardfork.Cancun,
  osaka: Hardfork.Osaka,
} as const
export type PeerRevision = keyof typeof peerForks

/** What two engines have to agree on. Memory of hex strings, so that a difference can be read. */
export interface Outcome {
  readonly status: 'success' | 'revert' | 'failure'
  readonly gasUsed: bigint
  readonly gasRefund: bigint
  readonly output: string
  readonly logs: readonly string[]
  readonly storage: Readonly<Record<string, string>>
}

/** Runs code on @ethereumjs/evm as `runEvm` does on ours; `slots` are read afterwards. */
export async function runPeer(
  code: Uint8Array,
  revision: PeerRevision,
  gasLimit: bigint,
  slots: readonly Uint8Array[],
): Promise<Outcome> {
  const common = new Common({ chain: Mainnet, hardfork: peerForks[revision] })
  const evm = await createEVM({ common })
  const [to, caller] = [toHex(CONTRACT), toHex(SENDER)].map((text) => createAddressFromString(text))
  if (to === undefined || caller === undefined) throw new Error('no addresses')
  await evm.stateManager.putAccount(to, createAccount({ balance: 1000n }))
  await evm.stateManager.putCode(to, code)
  evm.journal.addAlwaysWarmAddress(toHex(CONTRACT).slice(2))
  const { execResult } = await evm.runCall({ to, caller, gasLimit, skipBalance: true })
  const { exceptionError, returnValue, executionGasUsed, logs = [], gasRefund = 0n } = execResult
  const failure = exceptionError?.error === 'revert' ? 'revert' : 'failure'
  const status = exceptionError === undefined ? 'success' : failure
  const storage = await Promise.all(
    slots.map(async (slot) => {
      const value = await evm.stateManager.getStorage(to, slot)
      return [toHex(slot), BigInt(toHex(value) === '0x' ? 0 : toHex(value)).toString(16)] as const
    }),
  )
  return {
    status,
    gasUsed: executionGasUsed,
    gasRefund: status === 'success' ? gasRefund : 0n,
    output: status === 'failure' ? '' : toHex(returnValue),
    logs: logs.map(([, topics, data]) => [...topics, data].map((part) => toHex(part)).join()),
    storage: Object.fromEntries(storage.filter(([, value]) => value !== '0')),
  }
}
