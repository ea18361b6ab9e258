import {
  type KeyForm,
  type Overflow,
  recoverKey,
  verifyEcdsa,
  verifyEcdsaHash,
} from '../crypto/ecdsa.ts'
import { verifyEd25519 } from '../crypto/ed25519.ts'
import { verifySr25519 } from '../crypto/sr25519.ts'
import type { SignatureScheme } from '../crypto/verified-signatures.ts'
import type { GuestHost } from '../runtime/guest-host.ts'
import type { HostFunction, HostFunctions } from './host-function.ts'

/** Lengths of what comes by plain pointer. */
const HASH_LENGTH = 32
const ED25519: Scheme = { number: 0, signature: 64, publicKey: 32, verify: verifyEd25519 }
const SR25519: Scheme = { number: 1, signature: 64, publicKey: 32, verify: verifySr25519 }
const ECDSA_REDUCED: Scheme = ecdsa('reduced')
const ECDSA: Scheme = ecdsa('refused')

/** A way to sign messages, and how long signatures and keys are. */
interface Scheme extends SignatureScheme {
  readonly signature: number
  readonly publicKey: number
}

/**
 * Signatures without keys of the node.
 *
 * Batches are verified one signature at a time: the answer is the same, and comes at once.
 * @see https://spec.polkadot.network/chap-host-api#sect-crypto-api
 */
export const cryptoFunctions: HostFunctions = {
  ext_crypto_ed25519_verify_version_1: verifies(ED25519),
  ext_crypto_ed25519_batch_verify_version_1: verifiesInBatch(ED25519),
  // Version 1 also took signatures of schnorrkel 0.1, from before its audit: docs/decisions/substrate-host.md.
  ext_crypto_sr25519_verify_version_1: verifies(SR25519),
  ext_crypto_sr25519_verify_version_2: verifies(SR25519),
  ext_crypto_sr25519_batch_verify_version_1: verifiesInBatch(SR25519),
  ext_crypto_ecdsa_verify_version_1: verifies(ECDSA_REDUCED),
  ext_crypto_ecdsa_verify_version_2: verifies(ECDSA),
  ext_crypto_ecdsa_batch_verify_version_1: verifiesInBatch(ECDSA),
  ext_crypto_ecdsa_verify_prehashed_version_1: {
    parameters: ['i32', 'i32', 'i32'],
    result: 'i32',
    bind:
      (host) =>
      (signature = 0, hash = 0, publicKey = 0) => {
        const sixtyFive = fixed(host, signature, ECDSA.signature)
        const key = fixed(host, publicKey, ECDSA.publicKey)
        return verifyEcdsaHash(sixtyFive, fixed(host, hash, HASH_LENGTH), key, 'refused') ? 1 : 0
      },
  },
  ext_crypto_secp256k1_ecdsa_recover_version_1: recovers('full', 'reduced'),
  ext_crypto_secp256k1_ecdsa_recover_version_2: recovers('full', 'refused'),
  ext_crypto_secp256k1_ecdsa_recover_compressed_version_1: recovers('compressed', 'reduced'),
  ext_crypto_secp256k1_ecdsa_recover_compressed_version_2: recovers('compressed', 'refused'),
  ext_crypto_start_batch_verify_version_1: {
    parameters: [],
    result: undefined,
    bind: (host) => () => host.batch.start(),
  },
  ext_crypto_finish_batch_verify_version_1: {
    parameters: [],
    result: 'i32',
    bind: (host) => () => (host.batch.finish() ? 1 : 0),
  },
}

function ecdsa(overflow: Overflow): Scheme {
  return {
    number: overflow === 'reduced' ? 2 : 3,
    signature: 65,
    publicKey: 33,
    verify: (signature, message, publicKey) => verifyEcdsa(signature, message, publicKey, overflow),
  }
}

function verifies(scheme: Scheme): HostFunction {
  return {
    parameters: ['i32', 'i64', 'i32'],
    result: 'i32',
    bind:
      (host) =>
      (signature = 0, message = 0, length = 0, publicKey = 0) =>
        verify(host, scheme, signature, message, length, publicKey) ? 1 : 0,
  }
}

function verifiesInBatch(scheme: Scheme): HostFunction {
  return {
    ...verifies(scheme),
    bind:
      (host) =>
      (signature = 0, message = 0, length = 0, publicKey = 0) =>
        host.batch.add(verify(host, scheme, signature, message, length, publicKey)) ? 1 : 0,
  }
}

function verify(
  host: GuestHost,
  scheme: Scheme,
  ...[signature = 0, message = 0, length = 0, publicKey = 0]: readonly number[]
): boolean {
  const bytes = fixed(host, signature, scheme.signature)
  const text = host.memory.view(message >>> 0, length >>> 0)
  const key = fixed(host, publicKey, scheme.publicKey)
  const { signatures } = host.context
  return signatures?.verify(scheme, bytes, text, key) ?? scheme.verify(bytes, text, key)
}

/** `Result<[u8; 64], EcdsaVerifyError>`, or 33 bytes with the compressed form. */
function recovers(form: KeyForm, overflow: Overflow): HostFunction {
  return {
    parameters: ['i32', 'i32'],
    result: 'i64',
    bind:
      (host) =>
      (signature = 0, hash = 0) => {
        const sixtyFive = fixed(host, signature, 65)
        const key = recoverKey(sixtyFive, fixed(host, hash, HASH_LENGTH), form, overflow)
        if (typeof key === 'number') return host.giveSized(Uint8Array.of(1, key))
        const bytes = form === 'full' ? key.subarray(1) : key
        const encoded = new Uint8Array(1 + bytes.length)
        encoded.set(bytes, 1)
        return host.giveSized(encoded)
      },
  }
}

function fixed(host: GuestHost, pointer: number, length: number): Uint8Array {
  return host.memory.view(pointer >>> 0, length)
}
