import type { Address } from '../primitives/address.ts'
import { GantryError } from '../primitives/gantry-error.ts'
import { toHex } from '../primitives/hex.ts'
import type { Wei } from '../primitives/quantity.ts'

/** A balance would have left 0 .. 2^256 - 1: the caller did not check before it moved value. */
export class BalanceOutOfRangeError extends GantryError {
  readonly code = 'BALANCE_OUT_OF_RANGE'
  readonly address: Address
  readonly balance: Wei

  constructor(address: Address, balance: Wei) {
    super(`The balance of ${toHex(address)} would become ${balance} wei.`)
    this.address = address
    this.balance = balance
  }
}
