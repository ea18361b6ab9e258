import { createBLAKE2b } from 'hash-wasm'
import { nameOfKey } from '../key-name.ts'

/** A way to sign messages, as far as verifying goes. */
export interface SignatureScheme {
  /** Tells it from others; one byte. */
  readonly number: number
  readonly verify: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean
}

/** Signatures of one generation; two are kept. */
const GENERATION = 16_384

const hasher = await createBLAKE2b(256)

/**
 * Signatures that were verified and are good, the last ones: what the pool has verified need not be verified again for the
 * block, which takes 0.3 ms each. Whether a signature is good depends on nothing else, so no result does.
 */
export class VerifiedSignatures {
  #young = new Set<string>()
  #old = new Set<string>()

  /** Whether the signature is one of the key over the message. */
  verify(
    scheme: SignatureScheme,
    signature: Uint8Array,
    message: Uint8Array,
    publicKey: Uint8Array,
  ): boolean {
    // Of one scheme, signatures are equally long and keys are: the parts cannot be mistaken for each other.
    const hash = hasher.init().update(Uint8Array.of(scheme.number)).update(signature)
    const name = nameOfKey(hash.update(publicKey).update(message).digest('binary'))
    if (this.#young.has(name) || this.#old.has(name)) return true
    if (!scheme.verify(signature, message, publicKey)) return false
    this.#remember(name)
    return true
  }

  #remember(name: string): void {
    this.#young.add(name)
    if (this.#young.size < GENERATION) return
    this.#old = this.#young
    this.#young = new Set()
  }
}
