/** How an operation is spelled and what it takes. */
export interface OperationRow {
  readonly code: number
  /** Operands that are words. */
  readonly arity: number
  /** Whether the order of its two operands does not matter. */
  readonly commutative?: true
}

/**
 * The operations of the intermediate representation. Words are integers modulo 2^256; operands are in the order of the
 * EVM's stack, topmost first, and the operations do what the EVM's do: division by 0 gives 0, shifts by 256 or more
 * give 0 or the sign. `clz` of 0 is 256.
 *
 * @see Yellow Paper, appendix H.2
 */
// biome-ignore format: table
export const operations = {
  // Not pure, or no operation at all.
  const:      { code: 0,  arity: 0 },
  get:        { code: 1,  arity: 0 },
  call:       { code: 2,  arity: 0 },
  result:     { code: 3,  arity: 1 },
  effect:     { code: 4,  arity: 0 },
  // Pure.
  add:        { code: 5,  arity: 2, commutative: true },
  sub:        { code: 6,  arity: 2 },
  mul:        { code: 7,  arity: 2, commutative: true },
  div:        { code: 8,  arity: 2 },
  sdiv:       { code: 9,  arity: 2 },
  mod:        { code: 10, arity: 2 },
  smod:       { code: 11, arity: 2 },
  addmod:     { code: 12, arity: 3 },
  mulmod:     { code: 13, arity: 3 },
  exp:        { code: 14, arity: 2 },
  signextend: { code: 15, arity: 2 },
  lt:         { code: 16, arity: 2 },
  gt:         { code: 17, arity: 2 },
  slt:        { code: 18, arity: 2 },
  sgt:        { code: 19, arity: 2 },
  eq:         { code: 20, arity: 2, commutative: true },
  iszero:     { code: 21, arity: 1 },
  and:        { code: 22, arity: 2, commutative: true },
  or:         { code: 23, arity: 2, commutative: true },
  xor:        { code: 24, arity: 2, commutative: true },
  not:        { code: 25, arity: 1 },
  byte:       { code: 26, arity: 2 },
  shl:        { code: 27, arity: 2 },
  shr:        { code: 28, arity: 2 },
  sar:        { code: 29, arity: 2 },
  clz:        { code: 30, arity: 1 },
} as const satisfies Readonly<Record<string, OperationRow>>

/** The name of an operation. */
export type OperationName = keyof typeof operations

/** The number of an operation: what tables are indexed by. */
export type Operation = (typeof operations)[OperationName]['code']

/** Names by number. */
export const operationNames = Object.keys(operations) as readonly OperationName[]

/** Numbers by name: `op.add`. */
export const op = Object.fromEntries(
  operationNames.map((name) => [name, operations[name].code]),
) as { readonly [Name in OperationName]: (typeof operations)[Name]['code'] }

/** The number of the first pure operation: those from it on have no effect and depend on their operands alone. */
export const FIRST_PURE = op.add

/** 1 at the numbers of operations whose two operands may change places. */
export const isCommutative = Uint8Array.from(operationNames, (name) => {
  const row: OperationRow = operations[name]
  return row.commutative === true ? 1 : 0
})
