import { createECDH, createHmac } from 'node:crypto'
import { toBigint, toBytes32 } from '../../src/primitives/big-endian.ts'
import { type Bytes32, bytes32 } from '../../src/primitives/bytes32.ts'
import { SECP256K1_ORDER } from '../../src/primitives/secp256k1.ts'

/** An extended private key (BIP-32): a key and what its children are derived with. */
export interface HdKey {
  readonly privateKey: Bytes32
  readonly chainCode: Bytes32
}

/** Index from which derivation is hardened: it needs the private key. */
const HARDENED = 0x8000_0000

/**
 * The root key of a seed.
 * @see https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki#master-key-generation
 */
export function rootKey(seed: Uint8Array): HdKey {
  return split(createHmac('sha512', 'Bitcoin seed').update(seed).digest())
}

/**
 * The key at a path such as `m/44'/60'/0'/0/0`.
 *
 * A derived number may lie outside the group's order with a chance of 1 in 2^127: BIP-32 then skips the index, this
 * takes the number modulo the order.
 * @see https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki#child-key-derivation-ckd-functions
 */
export function deriveKey(root: HdKey, path: string): HdKey {
  return path.split('/').slice(1).reduce(childKey, root)
}

function childKey(parent: HdKey, step: string): HdKey {
  const isHardened = step.endsWith("'")
  const index = Number.parseInt(step, 10) + (isHardened ? HARDENED : 0)
  const message = Buffer.alloc(37)
  if (isHardened) message.set(parent.privateKey, 1)
  else message.set(compressedPublicKey(parent.privateKey))
  message.writeUInt32BE(index, 33)
  const child = split(createHmac('sha512', parent.chainCode).update(message).digest())
  const sum = toBigint(child.privateKey) + toBigint(parent.privateKey)
  return { privateKey: toBytes32(sum % SECP256K1_ORDER), chainCode: child.chainCode }
}

function compressedPublicKey(privateKey: Bytes32): Uint8Array {
  const curve = createECDH('secp256k1')
  curve.setPrivateKey(privateKey)
  return curve.getPublicKey(null, 'compressed')
}

function split(digest: Uint8Array): HdKey {
  return {
    privateKey: bytes32(new Uint8Array(digest.subarray(0, 32))),
    chainCode: bytes32(new Uint8Array(digest.subarray(32))),
  }
}
