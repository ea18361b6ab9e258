import { sr25519KeypairFromSeed, sr25519Sign, waitReady } from '@polkadot/wasm-crypto'
import { concatBytes } from '../../../src/primitives/concat-bytes.ts'
import { fromHex } from '../../../src/primitives/hex.ts'
import { encodeBytes, encodeCompact, encodeUint } from '../../../src/primitives/scale/encode.ts'
import { blake2b256 } from '../../../src/substrate-host/hashing/blake2b.ts'

await waitReady()

/** Somebody who signs extrinsics of the development runtime. */
export interface Signer {
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
}

/** The secret seed of the well-known account Alice, `//Alice`. */
const ALICE = '0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a'

export function signerFromSeed(seed: Uint8Array): Signer {
  const pair = sr25519KeypairFromSeed(seed)
  const publicKey = pair.slice(64)
  const secret = pair.slice(0, 64)
  return { publicKey, sign: (message) => sr25519Sign(publicKey, secret, message) }
}

export const alice: Signer = signerFromSeed(fromHex(ALICE))

/** Account `index` of a row that nobody else has. */
export function signerNumber(index: number): Signer {
  return signerFromSeed(blake2b256(new TextEncoder().encode(`gantry test ${index}`)))
}

/** What an extrinsic is signed for. */
export interface Signing {
  readonly nonce: number
  readonly genesisHash: Uint8Array
  readonly specVersion?: number
  readonly tip?: number
  /** SCALE `Era` and the hash of the block that it begins with; immortal otherwise. */
  readonly era?: { readonly encoded: Uint8Array; readonly checkpoint: Uint8Array }
}

/** An encoded extrinsic, version 4, with the extensions of the development runtime. */
export function signedExtrinsic(signer: Signer, call: Uint8Array, signing: Signing): Uint8Array {
  const { nonce, genesisHash, specVersion = 1, tip = 0, era } = signing
  const extra = concatBytes([
    era?.encoded ?? Uint8Array.of(0),
    encodeCompact(nonce),
    encodeCompact(tip),
  ])
  const implicit = concatBytes([
    encodeUint(BigInt(specVersion), 4),
    encodeUint(1n, 4),
    genesisHash,
    era?.checkpoint ?? genesisHash,
  ])
  const payload = concatBytes([call, extra, implicit])
  const signature = signer.sign(payload.length > 256 ? blake2b256(payload) : payload)
  return encodeBytes(
    concatBytes([
      Uint8Array.of(0x84, 0),
      signer.publicKey,
      Uint8Array.of(1),
      signature,
      extra,
      call,
    ]),
  )
}

/** `Balances::transfer_allow_death`. */
export function transferCall(to: Uint8Array, value: bigint): Uint8Array {
  return concatBytes([Uint8Array.of(2, 0, 0), to, encodeCompact(value)])
}

/** `System::remark`. */
export function remarkCall(remark: Uint8Array): Uint8Array {
  return concatBytes([Uint8Array.of(0, 0), encodeBytes(remark)])
}

/** `Sudo::sudo` of a call. */
export function sudoCall(call: Uint8Array): Uint8Array {
  return concatBytes([Uint8Array.of(4, 0), call])
}
