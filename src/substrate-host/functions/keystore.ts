import { concatBytes } from '../../primitives/concat-bytes.ts'
import { encodeVector } from '../../primitives/scale/encode.ts'
import type { GuestHost } from '../runtime/guest-host.ts'
import type { KeyScheme } from '../runtime/keystore.ts'
import type { HostFunction, HostFunctions } from './host-function.ts'
import { MissingContextError } from './missing-context-error.ts'
import { readOptionalBytes } from './option.ts'

const PURPOSE_LENGTH = 4
const HASH_LENGTH = 32
const publicKeyLength: Readonly<Record<KeyScheme, number>> = { ed25519: 32, sr25519: 32, ecdsa: 33 }
const utf8 = new TextDecoder()

/**
 * Signatures with keys of the node.
 * @see https://spec.polkadot.network/chap-host-api#sect-crypto-api
 */
export const keystoreFunctions: HostFunctions = {
  ext_crypto_ed25519_public_keys_version_1: publicKeys('ed25519'),
  ext_crypto_ed25519_generate_version_1: generate('ed25519'),
  ext_crypto_ed25519_sign_version_1: sign('ed25519'),
  ext_crypto_sr25519_public_keys_version_1: publicKeys('sr25519'),
  ext_crypto_sr25519_generate_version_1: generate('sr25519'),
  ext_crypto_sr25519_sign_version_1: sign('sr25519'),
  ext_crypto_ecdsa_public_keys_version_1: publicKeys('ecdsa'),
  ext_crypto_ecdsa_generate_version_1: generate('ecdsa'),
  ext_crypto_ecdsa_sign_version_1: sign('ecdsa'),
  ext_crypto_ecdsa_sign_prehashed_version_1: {
    parameters: ['i32', 'i32', 'i32'],
    result: 'i64',
    bind:
      (host) =>
      (purpose = 0, publicKey = 0, hash = 0) => {
        const key = copy(host, publicKey, publicKeyLength.ecdsa)
        const digest = copy(host, hash, HASH_LENGTH)
        const { keystore } = host.context
        return giveOption(
          host,
          keystore?.signHash(copy(host, purpose, PURPOSE_LENGTH), key, digest),
        )
      },
  },
}

function publicKeys(scheme: KeyScheme): HostFunction {
  return {
    parameters: ['i32'],
    result: 'i64',
    bind:
      (host) =>
      (purpose = 0) => {
        const id = copy(host, purpose, PURPOSE_LENGTH)
        return host.giveSized(encodeVector(host.context.keystore?.publicKeys(scheme, id) ?? []))
      },
  }
}

function generate(scheme: KeyScheme): HostFunction {
  return {
    parameters: ['i32', 'i64'],
    result: 'i32',
    bind:
      (host) =>
      (purpose = 0, seed = 0, length = 0) => {
        const secret = readOptionalBytes(host, seed >>> 0, length >>> 0)
        const text = secret && utf8.decode(secret)
        const id = copy(host, purpose, PURPOSE_LENGTH)
        const key = host.context.keystore?.generate(scheme, id, text)
        if (key === undefined) throw new MissingContextError('keystore')
        return host.give(key)
      },
  }
}

function sign(scheme: KeyScheme): HostFunction {
  return {
    parameters: ['i32', 'i32', 'i64'],
    result: 'i64',
    bind:
      (host) =>
      (purpose = 0, publicKey = 0, message = 0, length = 0) => {
        const id = copy(host, purpose, PURPOSE_LENGTH)
        const key = copy(host, publicKey, publicKeyLength[scheme])
        const bytes = host.memory.copy(message >>> 0, length >>> 0)
        return giveOption(host, host.context.keystore?.sign(scheme, id, key, bytes))
      },
  }
}

/** `Option<[u8; N]>`. */
function giveOption(host: GuestHost, signature: Uint8Array | undefined): number {
  if (signature === undefined) return host.giveSized(Uint8Array.of(0))
  return host.giveSized(concatBytes([Uint8Array.of(1), signature]))
}

function copy(host: GuestHost, pointer: number, length: number): Uint8Array {
  return host.memory.copy(pointer >>> 0, length)
}
