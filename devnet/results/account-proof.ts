import type { JsonObject } from '../../src/json-rpc/json.ts'
import { toBigint } from '../../src/primitives/big-endian.ts'
import type { AccountProof } from '../../src/state/world/account-proof.ts'
import { data, quantity } from './value.ts'

/**
 * A proof as JSON.
 * @see https://eips.ethereum.org/EIPS/eip-1186
 */
export function accountProof(proof: AccountProof): JsonObject {
  return {
    address: data(proof.address),
    accountProof: proof.accountProof.map(data),
    balance: quantity(proof.balance),
    codeHash: data(proof.codeHash),
    nonce: quantity(proof.nonce),
    storageHash: data(proof.storageHash),
    storageProof: proof.storageProof.map((slot) => ({
      key: quantity(toBigint(slot.key)),
      value: quantity(slot.value),
      proof: slot.proof.map(data),
    })),
  }
}
