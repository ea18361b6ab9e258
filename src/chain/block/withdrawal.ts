import { ADDRESS_LENGTH, type Address, address } from '../../primitives/address.ts'
import { toMinimalBytes } from '../../primitives/big-endian.ts'
import type { RlpItem } from '../../primitives/rlp.ts'
import { readFixed, readList, readUint } from '../field/read-field.ts'

/** A payment of the consensus layer to an account (EIP-4895). */
export interface Withdrawal {
  readonly index: bigint
  readonly validatorIndex: bigint
  readonly address: Address
  /** In gwei. */
  readonly amount: bigint
}

/** The withdrawal as it stands in a block. */
export function withdrawalItem(withdrawal: Withdrawal): RlpItem {
  const { index, validatorIndex, address: recipient, amount } = withdrawal
  return [toMinimalBytes(index), toMinimalBytes(validatorIndex), recipient, toMinimalBytes(amount)]
}

/**
 * The withdrawal that an item is.
 * @throws MalformedFieldError
 */
export function readWithdrawal(item: RlpItem): Withdrawal {
  const field = 'withdrawal'
  const [index = [], validatorIndex = [], recipient = [], amount = []] = readList(item, field, 4)
  return {
    index: readUint(index, field, 8),
    validatorIndex: readUint(validatorIndex, field, 8),
    address: address(readFixed(recipient, field, ADDRESS_LENGTH)),
    amount: readUint(amount, field, 8),
  }
}
