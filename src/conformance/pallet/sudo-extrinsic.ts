import { sr25519KeypairFromSeed, sr25519Sign } from '@polkadot/wasm-crypto'
import type { Address } from '../../primitives/address.ts'
import { concatBytes } from '../../primitives/concat-bytes.ts'
import { fromHex } from '../../primitives/hex.ts'
import { encodeBytes, encodeCompact, encodeUint } from '../../primitives/scale/encode.ts'
import { blake2b256 } from '../../substrate-host/hashing/blake2b.ts'
import { ethereumAccount } from '../../substrate-pallet-bridge/address-mapping.ts'

/** A call or creation of the pallet. */
export interface ContractDispatch {
  readonly sender: Address
  /** Undefined for a creation. */
  readonly target: Address | undefined
  readonly input: Uint8Array
  readonly value: bigint
  readonly gasLimit: bigint
}

/** The secret seed of the well-known account Alice, who is sudo on the development chain. */
const ALICE = fromHex('0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a')
const pair = sr25519KeypairFromSeed(ALICE)
const [secret, publicKey] = [pair.slice(0, 64), pair.slice(64)]

const SIGNED_V4 = 0x84
const MULTI_ADDRESS_ID = 0
const SR25519 = 1
const IMMORTAL = 0
const SPEC_VERSION = 1n
const TRANSACTION_VERSION = 1n
/** A payload above it is hashed before it is signed. */
const LONGEST_PAYLOAD = 256

/** Pallets and calls of the development runtime by their indexes. */
// biome-ignore format: table
const callIndex = {
  sudoAs: Uint8Array.of(4, 3),
  call:   Uint8Array.of(6, 2),
  create: Uint8Array.of(6, 3),
} as const

/**
 * The extrinsic by which Alice, with her first transaction, has the account of `sender` call the pallet: `sudo.sudoAs`. The
 * senders of public tests have keys that sign for Ethereum only.
 */
export function sudoExtrinsic(dispatch: ContractDispatch, genesisHash: Uint8Array): Uint8Array {
  const call = sudoAsCall(dispatch)
  const extra = concatBytes([Uint8Array.of(IMMORTAL), encodeCompact(0), encodeCompact(0)]) // nonce, tip
  const implicit = concatBytes([
    encodeUint(SPEC_VERSION, 4),
    encodeUint(TRANSACTION_VERSION, 4),
    genesisHash,
    genesisHash,
  ])
  const payload = concatBytes([call, extra, implicit])
  const signed = payload.length > LONGEST_PAYLOAD ? blake2b256(payload) : payload
  const signature = sr25519Sign(publicKey, secret, signed)
  const start = Uint8Array.of(SIGNED_V4, MULTI_ADDRESS_ID)
  const parts = [start, publicKey, Uint8Array.of(SR25519), signature, extra, call]
  return encodeBytes(concatBytes(parts))
}

function sudoAsCall({ sender, target, input, value, gasLimit }: ContractDispatch): Uint8Array {
  const start = target === undefined ? [callIndex.create] : [callIndex.call, target]
  const who = [Uint8Array.of(MULTI_ADDRESS_ID), ethereumAccount(sender)]
  const rest = [encodeBytes(input), encodeCompact(value), encodeCompact(gasLimit)]
  return concatBytes([callIndex.sudoAs, ...who, ...start, ...rest])
}
