import { type Address, address } from '../../primitives/address.ts'
import { toMinimalBytes } from '../../primitives/big-endian.ts'
import type { Bytes32 } from '../../primitives/bytes32.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import { encodeRlp } from '../../primitives/rlp.ts'

/**
 * The address of the contract that `sender` creates with its nonce.
 * @see Yellow Paper, section 7, equation 87
 */
export function createAddress(sender: Address, nonce: bigint): Address {
  return lastBytes(encodeRlp([sender, toMinimalBytes(nonce)]))
}

/**
 * The address of the contract that `sender` creates with a salt.
 * @see https://eips.ethereum.org/EIPS/eip-1014
 */
export function create2Address(sender: Address, salt: Bytes32, initCode: Uint8Array): Address {
  const preimage = new Uint8Array(85)
  preimage[0] = 0xff
  preimage.set(sender, 1)
  preimage.set(salt, 21)
  preimage.set(keccak256(initCode), 53)
  return lastBytes(preimage)
}

function lastBytes(preimage: Uint8Array): Address {
  return address(keccak256(preimage).slice(12))
}
