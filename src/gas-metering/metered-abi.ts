/**
 * How the engine and a metered module talk: exports that the metering pass adds.
 *
 * Gas and stack height live in parameters while Wasm runs. Around a call of a host function, and at the exports, they
 * are in globals that these exports reach. Names start with `gantry:`, which no contract profile allows as an export.
 */
export const meteredAbi = {
  /** `(gas: i64) -> ()`: the gas that the next call of an export may use. Not negative. */
  setGas: 'gantry:set_gas',
  /** `() -> (i64)`: gas left, at a host call (pending charges included) or after an export returned. */
  gasLeft: 'gantry:gas_left',
  /**
   * `(amount: f64) -> (i32)`: takes a charge of a host function, an integer of 0 to 2^53 given as f64, because an f64
   * crosses from JavaScript without a BigInt. 1 when it was paid; 0 when not enough was there, then nothing is taken.
   */
  takeGas: 'gantry:take_gas',
  /**
   * A mutable i32 global: the stack height that the next call of an export may use, and what is left of it at the host
   * call that runs now. A global because each function costs V8 0.1 ms to compile, and this one is used once a call.
   */
  stackLeft: 'gantry:stack_left',
  /** A mutable i32 global: why the last trap happened, a `TrapReason`. `setGas` clears it. */
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
