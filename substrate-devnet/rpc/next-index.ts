import { concatBytes } from '../../src/primitives/concat-bytes.ts'
import type { SubstrateChain } from '../../src/substrate-host/substrate-chain.ts'
import { callRuntime } from './runtime-call.ts'

/**
 * The nonce that an account's next transaction should have: the state's, and behind it those that the pool can put into
 * the next block. Their tags are the account and the nonce, which is how FRAME orders a sender's transactions.
 */
export function nextIndex(chain: SubstrateChain, account: Uint8Array): number {
  const nonce = callRuntime(chain, undefined, 'AccountNonceApi_account_nonce', account)
  let next = readLittleEndian(nonce)
  while (chain.pool.provides(concatBytes([account, littleEndian(next, nonce.length)]))) next += 1
  return next
}

/** The number in 4 or 8 bytes: a runtime chooses. */
function readLittleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0)
}

function littleEndian(value: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let rest = value
  for (let i = 0; i < length; i += 1) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return bytes
}
