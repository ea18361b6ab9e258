import { type Address, address } from '../../primitives/address.ts'
import { type Bytes32, bytes32, type Hash } from '../../primitives/bytes32.ts'
import type { Gas } from '../../primitives/quantity.ts'
import type { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import type { ScaleWriter } from '../../primitives/scale/scale-writer.ts'

/** The block as contracts see it: EVMC's `evmc_tx_context`, as far as a pallet has it. */
export interface PalletBlock {
  readonly number: bigint
  /** Seconds since the Unix epoch. */
  readonly timestamp: bigint
  readonly coinbase: Address
  readonly gasLimit: Gas
  readonly prevRandao: Bytes32
  /** EIP-155. */
  readonly chainId: bigint
  /** Of the block before, the only one that contracts can ask for. */
  readonly parentHash: Hash
}

/** @throws MalformedScaleError */
export function readPalletBlock(reader: ScaleReader): PalletBlock {
  return {
    number: reader.u64(),
    timestamp: reader.u64(),
    coinbase: address(reader.fixed(20)),
    gasLimit: reader.u64(),
    prevRandao: bytes32(reader.fixed(32)),
    chainId: reader.u64(),
    parentHash: bytes32(reader.fixed(32)),
  }
}

/** The block as the pallet encodes it. */
export function writePalletBlock(writer: ScaleWriter, block: PalletBlock): void {
  writer
    .u64(block.number)
    .u64(block.timestamp)
    .fixed(block.coinbase)
    .u64(block.gasLimit)
    .fixed(block.prevRandao)
    .u64(block.chainId)
    .fixed(block.parentHash)
}
