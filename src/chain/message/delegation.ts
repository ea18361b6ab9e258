import { type Address, address } from '../../primitives/address.ts'

/** What the code of an account with a delegation starts with (EIP-7702). */
const DESIGNATOR = Uint8Array.of(0xef, 0x01, 0x00)
const DESIGNATOR_LENGTH = DESIGNATOR.length + 20

/**
 * The account whose code runs in place of this code, undefined when the code is no delegation.
 * @see https://eips.ethereum.org/EIPS/eip-7702
 */
export function delegationOf(code: Uint8Array): Address | undefined {
  if (code.length !== DESIGNATOR_LENGTH) return undefined
  if (DESIGNATOR.some((byte, index) => code[index] !== byte)) return undefined
  return address(code.slice(DESIGNATOR.length))
}

/** The code of an account that delegates to `target`. */
export function delegationTo(target: Address): Uint8Array {
  const code = new Uint8Array(DESIGNATOR_LENGTH)
  code.set(DESIGNATOR)
  code.set(target, DESIGNATOR.length)
  return code
}
