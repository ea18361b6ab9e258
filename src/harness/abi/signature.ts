import type { Hash } from '../../primitives/bytes32.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import type { AbiEntry, AbiParameter } from '../../solidity/abi.ts'

/** `transfer(address,uint256)`: what selectors and topics are hashes of. */
export function signatureOf({ name = '', inputs = [] }: AbiEntry): string {
  return `${name}(${inputs.map(canonicalType).join(',')})`
}

/** Keccak-256 of the signature: the first topic of an event; its first four bytes are a selector. */
export function signatureHash(entry: AbiEntry): Hash {
  return keccak256(new TextEncoder().encode(signatureOf(entry)))
}

/** The first four bytes of call data or of revert data. */
export function selectorOf(entry: AbiEntry): Uint8Array {
  return signatureHash(entry).subarray(0, 4)
}

function canonicalType({ type, components = [] }: AbiParameter): string {
  if (!type.startsWith('tuple')) return type
  return `(${components.map(canonicalType).join(',')})${type.slice('tuple'.length)}`
}
