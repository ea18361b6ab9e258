import { createPublicKey, verify } from 'node:crypto'
import { concatBytes } from '../../primitives/concat-bytes.ts'
import { verifyZip215 } from './zip215.ts'

/** DER of a public key of Ed25519 before its 32 bytes (RFC 8410). */
const KEY_HEADER = Buffer.from('302a300506032b6570032100', 'hex')

/**
 * Whether the Ed25519 signature over `message` is one of the key, by the rules of ZIP 215: those of other nodes.
 *
 * OpenSSL says in 0.2 ms that a signature is right; it is stricter, so a refusal is looked at again.
 */
export function verifyEd25519(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  return (
    verifyByOpenSsl(signature, message, publicKey) || verifyZip215(signature, message, publicKey)
  )
}

function verifyByOpenSsl(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.from(concatBytes([KEY_HEADER, publicKey])),
      format: 'der',
      type: 'spki',
    })
    return verify(null, message, key, signature)
  } catch {
    return false // it refuses the key
  }
}
