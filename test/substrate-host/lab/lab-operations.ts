/**
 * What the lab runtime can do: one host function each. An operation has three arguments, a, b and c, which are bytes;
 * the function gets them by pointer and length (`a`), by pointer (`*a`), or as a number: the first byte (`#a`) or what is
 * written. Its result is given back as it is, or what its pointer (and length) points to.
 */
export interface LabOperation {
  readonly name: string
  readonly arguments: readonly string[]
  /** `sized`: pointer and length; `number`: i32; a number of bytes: by pointer; `undefined`: none. */
  readonly result: 'sized' | 'number' | number | undefined
}

/** A row of a table of operations. */
export function row(
  name: string,
  parameters: string,
  result: LabOperation['result'],
): LabOperation {
  return { name, arguments: parameters.split(' ').filter((word) => word !== ''), result }
}

// biome-ignore format: table
export const labOperations = [
  row('ext_storage_get_version_1',                         'a',       'sized'),
  row('ext_storage_set_version_1',                         'a b',     undefined),
  row('ext_storage_clear_version_1',                       'a',       undefined),
  row('ext_storage_exists_version_1',                      'a',       'number'),
  row('ext_storage_read_version_1',                        'a out #b', 'sized'),
  row('ext_storage_clear_prefix_version_1',                'a',       undefined),
  row('ext_storage_clear_prefix_version_2',                'a b',     'sized'),
  row('ext_storage_append_version_1',                      'a b',     undefined),
  row('ext_storage_next_key_version_1',                    'a',       'sized'),
  row('ext_storage_start_transaction_version_1',           '',        undefined),
  row('ext_storage_rollback_transaction_version_1',        '',        undefined),
  row('ext_storage_commit_transaction_version_1',          '',        undefined),
  row('ext_storage_root_version_2',                        '1',       'sized'),
  row('ext_default_child_storage_get_version_1',           'a b',     'sized'),
  row('ext_default_child_storage_set_version_1',           'a b c',   undefined),
  row('ext_default_child_storage_clear_version_1',         'a b',     undefined),
  row('ext_default_child_storage_exists_version_1',        'a b',     'number'),
  row('ext_default_child_storage_read_version_1',          'a b out #c', 'sized'),
  row('ext_default_child_storage_storage_kill_version_1',  'a',       undefined),
  row('ext_default_child_storage_storage_kill_version_2',  'a b',     'number'),
  row('ext_default_child_storage_storage_kill_version_3',  'a b',     'sized'),
  row('ext_default_child_storage_clear_prefix_version_1',  'a b',     undefined),
  row('ext_default_child_storage_clear_prefix_version_2',  'a b c',   'sized'),
  row('ext_default_child_storage_next_key_version_1',      'a b',     'sized'),
  row('ext_default_child_storage_root_version_2',          'a 1',     'sized'),
  row('ext_hashing_keccak_256_version_1',                  'a',       32),
  row('ext_hashing_keccak_512_version_1',                  'a',       64),
  row('ext_hashing_sha2_256_version_1',                    'a',       32),
  row('ext_hashing_blake2_128_version_1',                  'a',       16),
  row('ext_hashing_blake2_256_version_1',                  'a',       32),
  row('ext_hashing_twox_64_version_1',                     'a',       8),
  row('ext_hashing_twox_128_version_1',                    'a',       16),
  row('ext_hashing_twox_256_version_1',                    'a',       32),
  row('ext_trie_blake2_256_root_version_1',                'a',       32),
  row('ext_trie_blake2_256_root_version_2',                'a #b',    32),
  row('ext_trie_blake2_256_ordered_root_version_1',        'a',       32),
  row('ext_trie_blake2_256_ordered_root_version_2',        'a #b',    32),
  row('ext_trie_keccak_256_root_version_2',                'a #b',    32),
  row('ext_trie_keccak_256_ordered_root_version_2',        'a #b',    32),
  row('ext_crypto_ed25519_verify_version_1',               '*a b *c', 'number'),
  row('ext_crypto_sr25519_verify_version_1',               '*a b *c', 'number'),
  row('ext_crypto_sr25519_verify_version_2',               '*a b *c', 'number'),
  row('ext_crypto_ecdsa_verify_version_1',                 '*a b *c', 'number'),
  row('ext_crypto_ecdsa_verify_version_2',                 '*a b *c', 'number'),
  row('ext_crypto_ecdsa_verify_prehashed_version_1',       '*a *b *c', 'number'),
  row('ext_crypto_secp256k1_ecdsa_recover_version_1',      '*a *b',   'sized'),
  row('ext_crypto_secp256k1_ecdsa_recover_version_2',      '*a *b',   'sized'),
  row('ext_crypto_secp256k1_ecdsa_recover_compressed_version_1', '*a *b', 'sized'),
  row('ext_crypto_secp256k1_ecdsa_recover_compressed_version_2', '*a *b', 'sized'),
  row('ext_offchain_index_set_version_1',                  'a b',     undefined),
  row('ext_offchain_index_clear_version_1',                'a',       undefined),
]

/** The operation with this name. */
export function operationOf(name: string): LabOperation {
  const operation = labOperations.find((row) => row.name === name)
  if (operation === undefined) throw new RangeError(`the lab has no ${name}`)
  return operation
}
