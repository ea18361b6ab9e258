/**
 * How the engine and a metered module talk: exports that the metering pass adds. `InstanceGas` is the host's side of it.
 *
 * Gas and stack height live in parameters while Wasm runs. Around a call of a host function, and at the exports, they
 * are in globals. Names start with `gantry:`, which no contract profile allows as an export.
 *
 * There are globals only, because each function costs V8's optimising compiler 0.1 ms: `gasFunctions` works on them from
 * outside.
 */
export const meteredAbi = {
  /**
   * A mutable i64 global: units of gas that the next call of an export may use, and what is left of them at the host call
   * that runs now (pending charges included) or after an export returned. At most `maxCountedGas` gas.
   */
  units: 'gantry:units',
  /** An i32 global: units in one gas. */
  unitsPerGas: 'gantry:units_per_gas',
  /**
   * A mutable i32 global: the stack height that the next call of an export may use, and what is left of it at the host
   * call that runs now.
   */
  stackLeft: 'gantry:stack_left',
  /** A mutable i32 global: why the last trap happened, a `TrapReason`; whoever starts a call clears it. */
  trapReason: 'gantry:trap_reason',
} as const

/** Value of `meteredAbi.trapReason` after a trap. */
export const trapReason = {
  /** The contract's own trap: `unreachable`, division by zero, out-of-bounds access, ... */
  contract: 0,
  outOfGas: 1,
  stackExhausted: 2,
  /** The engine's, see `guardGrowth`: the contracts of the transaction would hold too many pages of memory. */
  pagesExhausted: 3,
  /** The engine's, see `guardGrowth`: this machine has no memory for a page that the contract may have. */
  machineMemory: 4,
} as const
export type TrapReason = (typeof trapReason)[keyof typeof trapReason]

/** More units than any frame can run down, and far enough from 2^63 that no pending charge wraps around. */
const MAX_UNITS = 2n ** 62n
/** Whole numbers up to here are exact as f64. */
const MAX_F64 = 2n ** 53n

/** The most gas that a metered module counts itself. */
export function maxCountedGas(unitsPerGas: bigint): bigint {
  const most = MAX_UNITS / unitsPerGas
  return most < MAX_F64 ? most : MAX_F64
}
