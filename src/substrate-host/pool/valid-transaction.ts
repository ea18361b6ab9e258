import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import { decodeValidityError, type ValidityError } from '../block/validity-error.ts'
import { nameOfKey } from '../key-name.ts'

/**
 * What the runtime says of a transaction that can be applied, now or when others have been.
 * @see https://spec.polkadot.network/chap-runtime-api#defn-valid-transaction
 */
export interface ValidTransaction {
  readonly priority: bigint
  /** Tags that others have to give before. */
  readonly requires: readonly string[]
  /** Tags that it gives: two that give the same cannot both be applied. */
  readonly provides: readonly string[]
  /** For how many blocks this holds. */
  readonly longevity: number
  /** Whether others may hear of it. */
  readonly propagate: boolean
}

/** `TransactionValidity`. */
export type Validity =
  | { readonly kind: 'valid'; readonly transaction: ValidTransaction }
  | ValidityError
  /** The runtime trapped on it. */
  | { readonly kind: 'trapped'; readonly message: string }

const TYPE = 'TransactionValidity'

/**
 * The result of `TaggedTransactionQueue_validate_transaction`. Tags are text of one character per byte.
 * @throws MalformedScaleError
 */
export function decodeValidity(bytes: Uint8Array): Validity {
  const reader = new ScaleReader(bytes, TYPE)
  if (reader.u8() !== 0) return decodeValidityError(bytes.subarray(1))
  const tags = (): string[] => reader.list(() => nameOfKey(reader.bytes()))
  return {
    kind: 'valid',
    transaction: {
      priority: reader.u64(),
      requires: tags(),
      provides: tags(),
      longevity: Number(reader.u64()),
      propagate: reader.bool(),
    },
  }
}
