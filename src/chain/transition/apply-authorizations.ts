import { type Address, ZERO_ADDRESS } from '../../primitives/address.ts'
import { toMinimalBytes } from '../../primitives/big-endian.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import type { Gas } from '../../primitives/quantity.ts'
import { encodeRlp } from '../../primitives/rlp.ts'
import { recoverAddress, SECP256K1_ORDER } from '../../primitives/secp256k1.ts'
import type { State } from '../../state/index.ts'
import { delegationOf, delegationTo } from '../message/delegation.ts'
import type { Authorization } from '../transaction/transaction.ts'

/** First byte of what an authorization's signer signs. */
const MAGIC = 0x05
const MAX_NONCE = 2n ** 64n - 1n
/** What an authorization was charged too much for, when the account exists already. */
const EXISTING_ACCOUNT_REFUND = 12_500n
const NO_CODE = new Uint8Array()

/**
 * Sets the delegations of a transaction, in their order; one that does not hold is passed over. They stay when the
 * transaction's message fails.
 * @returns the gas to refund
 * @see https://eips.ethereum.org/EIPS/eip-7702
 */
export function applyAuthorizations(
  state: State,
  authorizations: readonly Authorization[],
  chainId: bigint,
): Gas {
  let refund = 0n
  for (const authorization of authorizations) {
    const authority = authorityOf(authorization, chainId)
    if (authority === undefined) continue
    state.warmAccount(authority)
    if (!mayDelegate(state, authority, authorization.nonce)) continue
    if (!state.isEmpty(authority)) refund += EXISTING_ACCOUNT_REFUND
    const { address } = authorization
    state.setCode(authority, equalBytes(address, ZERO_ADDRESS) ? NO_CODE : delegationTo(address))
    state.setNonce(authority, authorization.nonce + 1n)
  }
  return refund
}

/** Who signed the authorization; undefined when it is for another chain or nobody can have signed it. */
function authorityOf(authorization: Authorization, chainId: bigint): Address | undefined {
  const { nonce, yParity, r, s } = authorization
  if (authorization.chainId !== 0n && authorization.chainId !== chainId) return undefined
  if (nonce === MAX_NONCE || yParity > 1n || s > SECP256K1_ORDER / 2n) return undefined
  return recoverAddress(authorizationHash(authorization), r, s, yParity === 1n ? 1 : 0)
}

/** What the owner of an account signs to delegate it. */
export function authorizationHash({
  chainId,
  address,
  nonce,
}: Pick<Authorization, 'chainId' | 'address' | 'nonce'>): ReturnType<typeof keccak256> {
  const payload = encodeRlp([toMinimalBytes(chainId), address, toMinimalBytes(nonce)])
  return keccak256(Uint8Array.from([MAGIC, ...payload]))
}

/** An account without code, or with a delegation, whose nonce is the one that was signed. */
function mayDelegate(state: State, authority: Address, nonce: bigint): boolean {
  const code = state.code(authority).bytes
  const isOwned = code.length === 0 || delegationOf(code) !== undefined
  return isOwned && state.nonce(authority) === nonce
}
