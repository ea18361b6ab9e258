import type { BlockContext } from '../../src/chain/block-context.ts'
import { ewasmCodeLimits } from '../../src/chain/chain-parameters.ts'
import { address } from '../../src/primitives/address.ts'
import { ZERO_BYTES32 } from '../../src/primitives/bytes32.ts'

/** An ordinary block of chain 1337, with what a test changes about it. */
export function blockContext(changes: Partial<BlockContext> = {}): BlockContext {
  return {
    chain: { chainId: 1337n, ...ewasmCodeLimits, stackHeight: 1_000_000 },
    number: 7n,
    timestamp: 1_700_000_000n,
    coinbase: address(new Uint8Array(20).fill(0xc0)),
    gasLimit: 30_000_000n,
    prevRandao: ZERO_BYTES32,
    baseFee: 0n,
    blobBaseFee: 0n,
    getBlockHash: () => undefined,
    ...changes,
  }
}
