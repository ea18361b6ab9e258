import type { Address } from '../../primitives/address.ts'
import { GantryError } from '../../primitives/gantry-error.ts'
import { toHex } from '../../primitives/hex.ts'
import type { Wei } from '../../primitives/quantity.ts'

/**
 * A message ended with more balance than the pallet's u128 holds, or with more than there was before. Balances are moved and
 * never made, so the state that it ran on was not one that the pallet wrote.
 */
export class BalanceOverflowError extends GantryError {
  readonly code = 'PALLET_BALANCE_OVERFLOW'
  readonly balance: Wei

  constructor(balance: Wei, address?: Address) {
    const whose = address === undefined ? 'All accounts together' : toHex(address)
    super(`${whose} would have ${balance} after the message.`, { docs: 'substrate-bridge.md' })
    this.balance = balance
  }
}
