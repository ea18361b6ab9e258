import { TRANSACTION_STACK_UNITS } from '../engine/stack-budget.ts'
import type { Address } from '../primitives/address.ts'
import type { BlobSchedule } from './block/blob-schedule.ts'

/** A chain whose blocks up to Paris are mined: by Ethash, whose proofs are not looked at. */
export interface ProofOfWork {
  /** Delays of the difficulty's growth that came without a revision (EIP-2384, EIP-4345, EIP-5133). */
  readonly bombDelays: readonly { readonly block: bigint; readonly delay: bigint }[]
}

/**
 * What keeps a contract from being made at an address: code or a nonce there (EIP-684), or storage too (EIP-7610).
 */
export type CollisionRule = 'codeOrNonce' | 'codeNonceOrStorage'

/** What a chain fixes for all its blocks beside the fork schedule. */
export interface ChainParameters {
  /** EIP-155. */
  readonly chainId: bigint
  /** Most bytes of deployed code, from Spurious Dragon on (EIP-170). */
  readonly maxCodeSize: number
  /** Most bytes of init code, from Shanghai on (EIP-3860). */
  readonly maxInitCodeSize: number
  /** Stack height that all nested messages of a transaction share, in the units of docs/stack-height.md. */
  readonly stackHeight: number
  /**
   * Default: by EIP-7610. Under the other rule storage that was at the address of a new contract is cleared. On
   * mainnet no contract can be made at the address of an account that tells the rules apart.
   */
  readonly collisions?: CollisionRule
  /**
   * With it blocks before Paris have a difficulty that follows their times, and earn rewards, for ommers too. Without it
   * nobody mines: the difficulty stays what the first block has.
   */
  readonly proofOfWork?: ProofOfWork
  /** Blobs of a block, where they are not what the revisions have. */
  readonly blobSchedule?: BlobSchedule
  /** The contract whose logs are deposits to the consensus layer (EIP-6110). Default: none. */
  readonly depositContract?: Address
}

/** Ethereum's limits on code: its bytecode is smaller than Wasm. */
export const ethereumCodeLimits = { maxCodeSize: 24_576, maxInitCodeSize: 49_152 } as const

/** Limits on code where contracts are Ewasm: solc's output for a token is 20 to 60 KB. */
export const ewasmCodeLimits = { maxCodeSize: 1_048_576, maxInitCodeSize: 2_097_152 } as const

/** Enough for 1024 nested messages, and what the engine's thread has native stack for (docs/stack-height.md). */
export const DEFAULT_STACK_HEIGHT = TRANSACTION_STACK_UNITS
