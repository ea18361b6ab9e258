/**
 * A value of the contract ABI: integers are bigints (numbers are taken too), addresses and byte strings hex text,
 * arrays and tuples arrays.
 */
export type AbiValue = bigint | number | boolean | string | readonly AbiValue[]
