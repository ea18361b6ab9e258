/**
 * Pages of memory that the contracts of a transaction may hold at a time, all nested ones together: 1 GiB. A message
 * takes the pages that its contract starts with, then those that it grows by, and gives all back when it ends.
 *
 * Part of the rules that all nodes share, and small enough that every machine has it. 1,024 nested contracts of 16
 * pages each fit.
 *
 * @see docs/decisions/engine.md
 */
export const TRANSACTION_PAGES = 16_384

/** Bytes of a page. */
export const PAGE_SIZE = 65_536
