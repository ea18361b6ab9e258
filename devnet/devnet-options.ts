import type { Tier } from '../src/evm/tiers/tiers.ts'
import { DEV_MNEMONIC } from './accounts/dev-account.ts'

/** How a devnet is set up. Everything has a default. */
export interface DevnetOptions {
  /** Address to listen on. Default 127.0.0.1: this computer only. */
  readonly host?: string
  /** Default 8545; 0 takes a free port. */
  readonly port?: number
  /** Folder of the chain's data, made when it is not there. Without it the chain lives in memory. */
  readonly dataFolder?: string
  /** Default 31337. A data folder keeps the chain id it was made with. */
  readonly chainId?: bigint
  /** Mines at this interval, in seconds, instead of at once. */
  readonly blockTimeSeconds?: number
  /** Gas limit of a block. Default 30,000,000. */
  readonly blockGasLimit?: bigint
  /** Where the funded accounts come from. Default: "test test … junk". */
  readonly mnemonic?: string
  /** Number of funded accounts. Default 10. */
  readonly accounts?: number
  /** What each of them has at genesis, in wei. Default 10,000 ether. */
  readonly balance?: bigint
  /** After so long in one execution the node is started again. Default 60,000. */
  readonly executionLimitMs?: number
  /** What runs EVM bytecode. Default `auto`: the interpreter first, compiled code where it pays. */
  readonly tier?: Tier
  /**
   * A folder: every transaction and call is executed on both tiers of the EVM, and the first that ends differently is
   * written there. What counts is the first tier, whatever `tier` says.
   */
  readonly paranoid?: string
}

/** The options with the defaults filled in. */
export interface DevnetSettings {
  readonly host: string
  readonly port: number
  readonly dataFolder: string | undefined
  readonly chainId: bigint
  readonly blockTimeSeconds: number | undefined
  readonly blockGasLimit: bigint
  readonly mnemonic: string
  readonly accounts: number
  readonly balance: bigint
  readonly executionLimitMs: number
  readonly tier: Tier
  readonly paranoid: string | undefined
}

export const DEFAULT_PORT = 8545

/** Fills in the defaults. */
export function devnetSettings(options: DevnetOptions): DevnetSettings {
  return {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? DEFAULT_PORT,
    dataFolder: options.dataFolder,
    chainId: options.chainId ?? 31337n,
    blockTimeSeconds: options.blockTimeSeconds,
    blockGasLimit: options.blockGasLimit ?? 30_000_000n,
    mnemonic: options.mnemonic ?? DEV_MNEMONIC,
    accounts: options.accounts ?? 10,
    balance: options.balance ?? 10_000n * 10n ** 18n,
    executionLimitMs: options.executionLimitMs ?? 60_000,
    tier: options.tier ?? 'auto',
    paranoid: options.paranoid,
  }
}
