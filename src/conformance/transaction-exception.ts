import type { TransactionRefusalCode } from '../chain/transaction/transaction-refusal.ts'

type Codes = readonly TransactionRefusalCode[]

const malformed: Codes = ['MALFORMED_RLP', 'MALFORMED_FIELD']
const malformedField: Codes = ['MALFORMED_FIELD']
const badSignature: Codes = ['INVALID_SIGNATURE', 'MALFORMED_FIELD']
/** Two rules of EIP-7623 that are one comparison here: gas below what the transaction itself costs. */
const gasTooLow: Codes = ['INTRINSIC_GAS_TOO_LOW']

/**
 * The refusals that are what a vector means by a `TransactionException`, without its prefix. Where names are finer than
 * our codes several mean the same; where our decoder finds a fault in the encoding, both of its codes will do.
 * @see https://eest.ethereum.org/main/library/ethereum_test_exceptions/
 */
// biome-ignore format: table
const codesOf: Readonly<Record<string, Codes>> = {
  TYPE_NOT_SUPPORTED:                        ['TYPE_NOT_ACTIVE', 'UNKNOWN_TYPE'],
  SENDER_NOT_EOA:                            ['SENDER_HAS_CODE'],
  ADDRESS_TOO_SHORT:                         malformed,
  ADDRESS_TOO_LONG:                          malformed,
  NONCE_MISMATCH_TOO_HIGH:                   ['NONCE_TOO_HIGH'],
  NONCE_MISMATCH_TOO_LOW:                    ['NONCE_TOO_LOW'],
  NONCE_TOO_BIG:                             ['NONCE_AT_MAXIMUM', 'MALFORMED_FIELD'],
  NONCE_IS_MAX:                              ['NONCE_AT_MAXIMUM'],
  NONCE_OVERFLOW:                            malformedField,
  GASLIMIT_OVERFLOW:                         malformedField,
  VALUE_OVERFLOW:                            malformedField,
  GASPRICE_OVERFLOW:                         malformedField,
  PRIORITY_OVERFLOW:                         malformedField,
  GASLIMIT_PRICE_PRODUCT_OVERFLOW:           ['GAS_COST_OVERFLOW'],
  INVALID_SIGNATURE_VRS:                     badSignature,
  RLP_INVALID_SIGNATURE_R:                   badSignature,
  RLP_INVALID_SIGNATURE_S:                   badSignature,
  RLP_LEADING_ZEROS_GASLIMIT:                malformed,
  RLP_LEADING_ZEROS_GASPRICE:                malformed,
  RLP_LEADING_ZEROS_VALUE:                   malformed,
  RLP_LEADING_ZEROS_NONCE:                   malformed,
  RLP_LEADING_ZEROS_R:                       malformed,
  RLP_LEADING_ZEROS_S:                       malformed,
  RLP_LEADING_ZEROS_V:                       malformed,
  RLP_LEADING_ZEROS_BASEFEE:                 malformed,
  RLP_LEADING_ZEROS_PRIORITY_FEE:            malformed,
  RLP_LEADING_ZEROS_DATA_SIZE:               malformed,
  RLP_LEADING_ZEROS_NONCE_SIZE:              malformed,
  RLP_TOO_FEW_ELEMENTS:                      malformed,
  RLP_TOO_MANY_ELEMENTS:                     malformed,
  RLP_ERROR_EOF:                             malformed,
  RLP_ERROR_SIZE:                            malformed,
  RLP_ERROR_SIZE_LEADING_ZEROS:              malformed,
  INVALID_CHAINID:                           ['WRONG_CHAIN_ID', 'REPLAY_PROTECTION_NOT_ACTIVE', 'MALFORMED_FIELD'],
  RLP_INVALID_DATA:                          malformed,
  RLP_INVALID_GASLIMIT:                      malformed,
  RLP_INVALID_NONCE:                         malformed,
  RLP_INVALID_TO:                            malformed,
  RLP_INVALID_ACCESS_LIST_ADDRESS_TOO_LONG:  malformed,
  RLP_INVALID_ACCESS_LIST_ADDRESS_TOO_SHORT: malformed,
  RLP_INVALID_ACCESS_LIST_STORAGE_TOO_LONG:  malformed,
  RLP_INVALID_ACCESS_LIST_STORAGE_TOO_SHORT: malformed,
  RLP_INVALID_HEADER:                        ['MALFORMED_RLP', 'MALFORMED_FIELD', 'UNKNOWN_TYPE'],
  RLP_INVALID_VALUE:                         malformed,
  EC_RECOVERY_FAIL:                          ['INVALID_SIGNATURE'],
  INSUFFICIENT_ACCOUNT_FUNDS:                ['INSUFFICIENT_FUNDS'],
  INSUFFICIENT_MAX_FEE_PER_GAS:              ['MAX_FEE_BELOW_BASE_FEE'],
  PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS:     ['PRIORITY_FEE_ABOVE_MAX_FEE'],
  PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS_2:   ['PRIORITY_FEE_ABOVE_MAX_FEE'],
  INSUFFICIENT_MAX_FEE_PER_BLOB_GAS:         ['MAX_BLOB_FEE_BELOW_BASE_FEE'],
  INTRINSIC_GAS_TOO_LOW:                     gasTooLow,
  INTRINSIC_GAS_BELOW_FLOOR_GAS_COST:        gasTooLow,
  INITCODE_SIZE_EXCEEDED:                    ['INIT_CODE_TOO_LARGE'],
  TYPE_1_TX_PRE_FORK:                        ['TYPE_NOT_ACTIVE'],
  TYPE_2_TX_PRE_FORK:                        ['TYPE_NOT_ACTIVE'],
  TYPE_3_TX_PRE_FORK:                        ['TYPE_NOT_ACTIVE'],
  TYPE_3_TX_ZERO_BLOBS_PRE_FORK:             ['TYPE_NOT_ACTIVE', 'NO_BLOBS'],
  TYPE_3_TX_INVALID_BLOB_VERSIONED_HASH:     ['WRONG_BLOB_VERSION'],
  TYPE_3_TX_WITH_FULL_BLOBS:                 malformed,
  TYPE_3_TX_BLOB_COUNT_EXCEEDED:             ['TOO_MANY_BLOBS'],
  TYPE_3_TX_CONTRACT_CREATION:               malformed,
  // The vectors name it where one transaction has more blobs than a block may have; our limit of a transaction comes first.
  TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED: ['BLOB_GAS_ABOVE_BLOCK', 'TOO_MANY_BLOBS'],
  GAS_ALLOWANCE_EXCEEDED:                    ['GAS_LIMIT_ABOVE_BLOCK'],
  GAS_LIMIT_EXCEEDS_MAXIMUM:                 ['GAS_LIMIT_ABOVE_CAP'],
  TYPE_3_TX_ZERO_BLOBS:                      ['NO_BLOBS'],
  TYPE_4_EMPTY_AUTHORIZATION_LIST:           ['NO_AUTHORIZATIONS'],
  TYPE_4_INVALID_AUTHORITY_SIGNATURE:        malformed,
  TYPE_4_INVALID_AUTHORITY_SIGNATURE_S_TOO_HIGH: malformed,
  TYPE_4_TX_CONTRACT_CREATION:               malformed,
  TYPE_4_INVALID_AUTHORIZATION_FORMAT:       malformed,
  TYPE_4_TX_PRE_FORK:                        ['TYPE_NOT_ACTIVE'],
}

const PREFIX = 'TransactionException.'

/**
 * The codes that a vector's `expectException` allows: names divided by `|`, of which one has to be the reason.
 * @returns undefined where the vector says no known name, so that it cannot be judged
 */
export function refusalCodesOf(exception: string): ReadonlySet<TransactionRefusalCode> | undefined {
  const codes = exception.split('|').map((name) => {
    const bare = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name
    return Object.hasOwn(codesOf, bare) ? codesOf[bare] : undefined
  })
  const known = codes.filter((row) => row !== undefined)
  return known.length === codes.length ? new Set(known.flat()) : undefined
}
