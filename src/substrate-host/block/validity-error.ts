import { MalformedScaleError } from '../../primitives/scale/malformed-scale-error.ts'

/** Numbers of the variants of `InvalidTransaction` that the node acts on. */
const EXHAUSTS_RESOURCES = 6

/**
 * SCALE `TransactionValidityError`, told apart as far as the node must: whether there is no sense in asking again.
 * @see https://spec.polkadot.network/chap-runtime-api#defn-transaction-validity-error
 */
export interface ValidityError {
  readonly kind: 'invalid' | 'unknown'
  /** The block is full; the next one may have room. */
  readonly exhaustsResources: boolean
  /** SCALE `InvalidTransaction` or `UnknownTransaction`. */
  readonly error: Uint8Array
}

/** @throws MalformedScaleError */
export function decodeValidityError(bytes: Uint8Array): ValidityError {
  const [kind, variant] = bytes
  if (variant === undefined || kind === undefined || kind > 1) {
    throw new MalformedScaleError('a TransactionValidityError', 0)
  }
  return {
    kind: kind === 0 ? 'invalid' : 'unknown',
    exhaustsResources: kind === 0 && variant === EXHAUSTS_RESOURCES,
    error: bytes.slice(1),
  }
}
