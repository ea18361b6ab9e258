import type { Revision } from '../../src/engine/revision.ts'

/** A message to a small world of generated contracts. Plain text, so that a case is a file. */
export interface FuzzCase {
  /** Where it comes from; says nothing to the engines. */
  readonly name: string
  readonly revision: Revision
  /** Decimal. */
  readonly gas: string
  /** Wei, decimal. */
  readonly value: string
  /** Hex. */
  readonly input: string
  readonly isStatic: boolean
  /** The first one is called. */
  readonly contracts: readonly FuzzContract[]
}

export interface FuzzContract {
  readonly address: string
  /** Wei, decimal. */
  readonly balance: string
  readonly code: string
  /** Words as hex without leading zeros, by key. */
  readonly storage: Readonly<Record<string, string>>
}

/** Who sends the message: an account with means and without code. */
export const FUZZ_SENDER = '0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e'
export const FUZZ_COINBASE = '0xcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcb'

/** What the contracts see of block and transaction. */
export const fuzzBlock = {
  chainId: 1n,
  number: 1000n,
  timestamp: 1_700_000_000n,
  gasLimit: 30_000_000n,
  baseFee: 7n,
  blobBaseFee: 1n,
  gasPrice: 10n,
  /** RANDAO mix or difficulty. */
  prevRandao: 0x1234_5678_9abc_def0n,
} as const

/** A contract's address by its place in the case. */
export function contractAddress(index: number): string {
  return `0x${(0xc0 + index).toString(16).repeat(20)}`
}
