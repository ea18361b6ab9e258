/**
 * What `InvalidTransaction` means, by its place in the enum; the words are those of `sp_runtime`, because clients show
 * them.
 * @see https://paritytech.github.io/polkadot-sdk/master/sp_runtime/transaction_validity/enum.InvalidTransaction.html
 */
const invalidTransaction = [
  'Transaction call is not expected',
  'Inability to pay some fees (e.g. account balance too low)',
  'Transaction will be valid in the future',
  'Transaction is outdated',
  'Transaction has a bad signature',
  'Transaction has an ancient birth block',
  'Transaction would exhaust the block limits',
  'Custom error',
  'A call was labelled as mandatory, but resulted in an Error.',
  'Transaction dispatch is mandatory; transactions must not be validated.',
  'Invalid signing address',
  'The implicit data was unable to be calculated',
  'The transaction extension did not authorize any origin',
] as const

/** @see https://paritytech.github.io/polkadot-sdk/master/sp_runtime/transaction_validity/enum.UnknownTransaction.html */
const unknownTransaction = [
  'Could not lookup information required to validate the transaction',
  'Could not find an unsigned validator for the unsigned transaction',
  'Custom error',
] as const

const CUSTOM = 'Custom error'

/** What a SCALE `InvalidTransaction` says. */
export function invalidTransactionText(error: Uint8Array): string {
  return textOf(invalidTransaction, error)
}

/** What a SCALE `UnknownTransaction` says. */
export function unknownTransactionText(error: Uint8Array): string {
  return textOf(unknownTransaction, error)
}

/** What a SCALE `TransactionValidityError` says: one of the two. */
export function validityErrorText(error: Uint8Array): string {
  const [kind] = error
  const rest = error.subarray(1)
  return kind === 0 ? invalidTransactionText(rest) : unknownTransactionText(rest)
}

function textOf(texts: readonly string[], error: Uint8Array): string {
  const [index = 0, number = 0] = error
  const text = texts[index] ?? `Error ${index}, which this node does not know`
  return text === CUSTOM ? `${CUSTOM}: ${number}` : text
}
