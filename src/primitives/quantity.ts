import type { Flavor } from './brand.ts'

/** Units of gas: an int64 in EVMC, a bigint at the seams. */
export type Gas = Flavor<bigint, 'Gas'>

/** An amount of the native currency in wei, 0 to 2^256 - 1. */
export type Wei = Flavor<bigint, 'Wei'>
