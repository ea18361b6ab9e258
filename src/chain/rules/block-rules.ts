import type { Address } from '../../primitives/address.ts'
import { address } from '../../primitives/address.ts'
import { fromHex } from '../../primitives/hex.ts'
import type { Wei } from '../../primitives/quantity.ts'
import { byRevision } from './by-revision.ts'

/** How many blobs blocks have, and how their price follows (EIP-4844, EIP-7892). */
export interface BlobParameters {
  /** Blobs that a block should have. */
  readonly target: bigint
  /** Most blobs of a block. */
  readonly max: bigint
  /** How slowly the price of blob gas follows the excess. */
  readonly baseFeeUpdateFraction: bigint
}

/** A contract that the protocol calls before a block's transactions, with a hash that the block's header has. */
export interface StartCall {
  readonly contract: Address
  readonly input: 'parentBeaconBlockRoot' | 'parentHash'
}

/** A contract that the protocol calls after a block's transactions; what it returns are requests of a type. */
export interface RequestCall {
  readonly contract: Address
  readonly type: number
}

/** What a block of a revision has to look like, and what is done around its transactions. */
export interface BlockRules {
  /** What stands in the header where difficulty and nonce were: proof of work, or nothing (EIP-3675). */
  readonly seal: 'proofOfWork' | 'none'
  /** How the difficulty follows from the parent, where there is proof of work. */
  readonly difficulty: 'frontier' | 'homestead' | 'byzantium'
  /** Blocks by which the growth of the difficulty is put off. */
  readonly bombDelay: bigint
  /** What the maker of a block earns on a chain with proof of work, in wei. */
  readonly reward: Wei
  /** What a receipt says of the result: the state root after the transaction, or whether it succeeded (EIP-658). */
  readonly receiptResult: 'stateRoot' | 'status'
  /** Whether the block pays withdrawals of the consensus layer (EIP-4895). */
  readonly withdrawals: 'yes' | 'no'
  /** Undefined where there are no blobs. */
  readonly blobs: BlobParameters | undefined
  /** Whether the price of blob gas stops falling at a part of the base fee (EIP-7918). */
  readonly blobReservePrice: 'baseFee' | 'none'
  readonly startCalls: readonly StartCall[]
  /** Requests to the consensus layer: deposits by their logs (EIP-6110), then what contracts return (EIP-7685). */
  readonly requests: 'none' | { readonly calls: readonly RequestCall[] }
  /** Most bytes of a block's RLP (EIP-7934). */
  readonly maxBlockSize: number
}

const ETHER = 10n ** 18n

/** The contracts that the protocol calls, by the names of EIP-7910. */
// biome-ignore format: table
export const systemContracts = {
  BEACON_ROOTS_ADDRESS:                    address(fromHex('0x000f3df6d732807ef1319fb7b8bb8522d0beac02')), // EIP-4788
  HISTORY_STORAGE_ADDRESS:                 address(fromHex('0x0000f90827f1c53a10cb7a02335b175320002935')), // EIP-2935
  WITHDRAWAL_REQUEST_PREDEPLOY_ADDRESS:    address(fromHex('0x00000961ef480eb55e80d19ad83579a64c007002')), // EIP-7002
  CONSOLIDATION_REQUEST_PREDEPLOY_ADDRESS: address(fromHex('0x0000bbddc7ce488642fb579f8b00f3a590007251')), // EIP-7251
} as const

const beaconRoots: StartCall = {
  contract: systemContracts.BEACON_ROOTS_ADDRESS,
  input: 'parentBeaconBlockRoot',
}
const blockHashes: StartCall = {
  contract: systemContracts.HISTORY_STORAGE_ADDRESS,
  input: 'parentHash',
}
const requestCalls: readonly RequestCall[] = [
  { type: 0x01, contract: systemContracts.WITHDRAWAL_REQUEST_PREDEPLOY_ADDRESS },
  { type: 0x02, contract: systemContracts.CONSOLIDATION_REQUEST_PREDEPLOY_ADDRESS },
]

/** The rules of blocks by revision. */
// biome-ignore format: table
export const blockRules = byRevision<BlockRules>({
  frontier: {
    seal: 'proofOfWork', difficulty: 'frontier', bombDelay: 0n, reward: 5n * ETHER, receiptResult: 'stateRoot',
    withdrawals: 'no', blobs: undefined, blobReservePrice: 'none', startCalls: [], requests: 'none',
    maxBlockSize: Number.POSITIVE_INFINITY,
  },
  homestead:      { difficulty: 'homestead' }, // EIP-2
  byzantium:      { difficulty: 'byzantium', bombDelay: 3_000_000n, reward: 3n * ETHER, receiptResult: 'status' }, // EIP-100, EIP-649, EIP-658
  constantinople: { bombDelay: 5_000_000n, reward: 2n * ETHER }, // EIP-1234
  london:         { bombDelay: 9_700_000n }, // EIP-3554
  paris:          { seal: 'none', reward: 0n }, // EIP-3675
  shanghai:       { withdrawals: 'yes' }, // EIP-4895
  cancun:         { blobs: { target: 3n, max: 6n, baseFeeUpdateFraction: 3_338_477n }, // EIP-4844
                    startCalls: [beaconRoots] }, // EIP-4788
  prague:         { blobs: { target: 6n, max: 9n, baseFeeUpdateFraction: 5_007_716n }, // EIP-7691
                    startCalls: [beaconRoots, blockHashes], requests: { calls: requestCalls } }, // EIP-2935, EIP-7685
  osaka:          { blobReservePrice: 'baseFee', maxBlockSize: 8_388_608 }, // EIP-7918, EIP-7934
})
