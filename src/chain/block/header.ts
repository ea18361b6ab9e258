import type { Address } from '../../primitives/address.ts'
import type { Bytes32, Hash } from '../../primitives/bytes32.ts'
import type { Gas, Wei } from '../../primitives/quantity.ts'

/** A block's header, by the names of the Yellow Paper and the EIPs. Fields of later revisions are undefined before. */
export interface BlockHeader {
  readonly parentHash: Hash
  readonly ommersHash: Hash
  readonly coinbase: Address
  readonly stateRoot: Hash
  readonly transactionsRoot: Hash
  readonly receiptsRoot: Hash
  /** 256 bytes. */
  readonly logsBloom: Uint8Array
  /** 0 from Paris on. */
  readonly difficulty: bigint
  readonly number: bigint
  readonly gasLimit: Gas
  readonly gasUsed: Gas
  /** Seconds since the Unix epoch. */
  readonly timestamp: bigint
  /** At most 32 bytes. */
  readonly extraData: Uint8Array
  /** The RANDAO mix from Paris on (EIP-4399). */
  readonly mixHash: Bytes32
  /** 8 bytes, zero from Paris on. */
  readonly nonce: Uint8Array
  /** Wei per gas, from London on (EIP-1559). */
  readonly baseFeePerGas: Wei | undefined
  /** From Shanghai on (EIP-4895). */
  readonly withdrawalsRoot: Hash | undefined
  /** From Cancun on (EIP-4844). */
  readonly blobGasUsed: Gas | undefined
  readonly excessBlobGas: Gas | undefined
  /** From Cancun on (EIP-4788). */
  readonly parentBeaconBlockRoot: Bytes32 | undefined
  /** From Prague on (EIP-7685). */
  readonly requestsHash: Hash | undefined
}
