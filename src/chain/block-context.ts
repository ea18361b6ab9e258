import type { Address } from '../primitives/address.ts'
import type { Bytes32, Hash } from '../primitives/bytes32.ts'
import type { Gas, Wei } from '../primitives/quantity.ts'
import type { ChainParameters } from './chain-parameters.ts'

/** The block that a transaction runs in, as far as its result depends on it. */
export interface BlockContext {
  readonly chain: ChainParameters
  readonly number: bigint
  /** Seconds since the Unix epoch. */
  readonly timestamp: bigint
  readonly coinbase: Address
  readonly gasLimit: Gas
  /** Difficulty before Paris, RANDAO mix from then on (EIP-4399). */
  readonly prevRandao: Bytes32
  /** Wei per gas; 0 before London (EIP-1559). */
  readonly baseFee: Wei
  /** Wei per blob gas; 0 before Cancun (EIP-7516). */
  readonly blobBaseFee: Wei
  /** Hash of a block before this one, undefined when it is unknown. Asked for the last 256 only. */
  getBlockHash(number: bigint): Hash | undefined
}
