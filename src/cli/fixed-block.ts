import type { BlockContext } from '../chain/block-context.ts'
import { DEFAULT_STACK_HEIGHT } from '../chain/chain-parameters.ts'
import { ZERO_ADDRESS } from '../primitives/address.ts'
import { ZERO_BYTES32 } from '../primitives/bytes32.ts'

type Limits = Omit<BlockContext['chain'], 'chainId' | 'stackHeight'>

/** The block that contracts see which a command executes: the same execution gives the same result everywhere. */
export function fixedBlock(limits: Limits, chainId: bigint): BlockContext {
  return {
    chain: { ...limits, chainId, stackHeight: DEFAULT_STACK_HEIGHT },
    number: 1n,
    timestamp: 1n,
    coinbase: ZERO_ADDRESS,
    gasLimit: 2n ** 63n - 1n,
    prevRandao: ZERO_BYTES32,
    baseFee: 0n,
    blobBaseFee: 1n,
    getBlockHash: () => undefined,
  }
}
