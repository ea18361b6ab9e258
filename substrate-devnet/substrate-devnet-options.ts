import type { JsonObject } from '../src/json-rpc/json.ts'

/** How a node is set up. Everything has a default. */
export interface SubstrateDevnetOptions {
  /** Address to listen on. Default 127.0.0.1: this computer only. */
  readonly host?: string
  /** Default 9944; 0 takes a free port. */
  readonly port?: number
  /** Folder of the chain's data, made when it is not there. Without it the chain lives in memory. */
  readonly dataFolder?: string
  /** File of the runtime at genesis, as Wasm or compressed as chain specifications have it. Default: the one of this package. */
  readonly runtimeFile?: string
  /** JSON file of the genesis: the fields of the runtime's default genesis that are others. Without it the runtime's preset. */
  readonly genesisFile?: string
  /** Which preset of the runtime. Default `development`. */
  readonly preset?: string
  /** Makes a block at this interval, in seconds, instead of at once. */
  readonly blockTimeSeconds?: number
  /** After so long in one execution the node is started again. Default 60,000. */
  readonly executionLimitMs?: number
}

/** The options with the defaults filled in. */
export interface SubstrateDevnetSettings {
  readonly host: string
  readonly port: number
  readonly dataFolder: string | undefined
  readonly runtimeFile: string | undefined
  readonly genesisFile: string | undefined
  readonly preset: string
  readonly blockTimeSeconds: number | undefined
  readonly executionLimitMs: number
}

export const DEFAULT_PORT = 9944

/** What wallets show of a chain that says nothing of itself: twelve decimals, as the development runtime has. */
export const defaultProperties: JsonObject = {
  ss58Format: 42,
  tokenDecimals: 12,
  tokenSymbol: 'UNIT',
}

/** Fills in the defaults. */
export function substrateDevnetSettings(options: SubstrateDevnetOptions): SubstrateDevnetSettings {
  return {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? DEFAULT_PORT,
    dataFolder: options.dataFolder,
    runtimeFile: options.runtimeFile,
    genesisFile: options.genesisFile,
    preset: options.preset ?? 'development',
    blockTimeSeconds: options.blockTimeSeconds,
    executionLimitMs: options.executionLimitMs ?? 60_000,
  }
}
