/** A way to sign that a keystore has keys for. */
export type KeyScheme = 'ed25519' | 'sr25519' | 'ecdsa'

/** The keys of the node, for a runtime that asks for them: session keys, keys of off-chain workers. */
export interface Keystore {
  /** The public keys of this scheme for a purpose, such as `aura` (four bytes). */
  publicKeys(scheme: KeyScheme, purpose: Uint8Array): readonly Uint8Array[]
  /** A new key: from a secret phrase or URI where one is given. `undefined` when it cannot be made. */
  generate(scheme: KeyScheme, purpose: Uint8Array, seed: string | undefined): Uint8Array | undefined
  /** A signature of `message`; `undefined` without the key. */
  sign(
    scheme: KeyScheme,
    purpose: Uint8Array,
    publicKey: Uint8Array,
    message: Uint8Array,
  ): Uint8Array | undefined
  /** An ECDSA signature (65 bytes) of a hash; `undefined` without the key. */
  signHash(purpose: Uint8Array, publicKey: Uint8Array, hash: Uint8Array): Uint8Array | undefined
}
