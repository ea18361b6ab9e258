/**
 * Addresses that the kernel keeps for itself at the start of its memory. Data of its users begins at `KERNEL_END`.
 */
export const memoryMap = {
  // The four bytes before dividend and divisor are read, as digit -1.
  /** Dividend, then remainder, of a long division: up to 17 u32 digits, least significant first. */
  dividend: 64,
  /** Divisor: 8 u32 digits. */
  divisor: 160,
  /** Quotient: up to 17 u32 digits. */
  quotient: 224,
  /** Round constants of keccak: 24 u64. */
  roundConstants: 320,
  /** Last block of a hashed message with its padding. */
  lastBlock: 512,
} as const

export const KERNEL_END = 1024
