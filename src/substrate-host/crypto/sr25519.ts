import { sr25519Verify, waitReady } from '@polkadot/wasm-crypto'

await waitReady()

/** The bit by which schnorrkel tells its signatures from those of Ed25519. */
const MARKER = 0x80

/** Whether the sr25519 signature over `message` is one of the key, in the context `substrate`. */
export function verifySr25519(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  if (((signature[63] as number) & MARKER) === 0) return false
  return sr25519Verify(signature, message, publicKey)
}
