import { nativeStackMb } from '../src/engine/stack-budget.ts'
import type { NodeFacts } from '../src/node-thread/message.ts'
import { type NodeProgram, threadEntry } from '../src/node-thread/node-program.ts'
import { Supervisor } from '../src/node-thread/supervisor.ts'
import { type DevAccount, devAccounts } from './accounts/dev-account.ts'
import { DevnetError } from './devnet-error.ts'
import { type DevnetOptions, devnetSettings } from './devnet-options.ts'

/** A devnet that runs. */
export interface DevnetHandle {
  /** Where it answers JSON-RPC, such as `http://127.0.0.1:8545`. */
  readonly url: string
  readonly chainId: bigint
  /** Number of the block that the chain went on from: 0 for a new one. */
  readonly head: bigint
  /** The funded accounts, with their keys. */
  readonly accounts: readonly DevAccount[]
  /** Resolves when the devnet was closed; rejects with a `DevnetError` when it could not be kept running. */
  readonly ended: Promise<void>
  /** Finishes the block in progress, closes the store and the port. */
  close(): Promise<void>
  /** Stops where it stands. What was answered as mined is kept. */
  terminate(): Promise<void>
}

const program: NodeProgram = {
  name: 'gantry devnet',
  entry: threadEntry(import.meta.url, 'devnet-thread'),
  stackSizeMb: nativeStackMb(),
  failure: (reason, details) => new DevnetError(reason, details),
}

/**
 * Starts a devnet in a thread of its own.
 * @param onNotice Told in words what a person would want to know: that the node was started again, that a transaction
 * failed inside the engine.
 * @throws DevnetError when the port is taken, or the data folder is in use, damaged or of another chain
 */
export async function startDevnet(
  options: DevnetOptions = {},
  onNotice: (text: string) => void = () => undefined,
): Promise<DevnetHandle> {
  const settings = devnetSettings(options)
  const { supervisor, facts } = await Supervisor.start<NodeFacts>(program, settings, onNotice)
  return {
    url: facts.url,
    chainId: settings.chainId,
    head: facts.head,
    accounts: devAccounts(settings.mnemonic, settings.accounts),
    ended: supervisor.ended,
    close: () => supervisor.close(),
    terminate: () => supervisor.terminate(),
  }
}
