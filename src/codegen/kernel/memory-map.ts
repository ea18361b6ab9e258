/**
 * Addresses that the kernel keeps for itself at the start of its memory. Data of its users begins at `KERNEL_END`.
 * Digits are of 29 bits, least significant first, each in an i64.
 */
export const memoryMap = {
  /** Dividend of a division, as up to 22 digits or sums of products of digits; then the remainder. */
  columns: 64,
  /** Round constants of keccak: 24 u64. */
  roundConstants: 320,
  /** Last block of a hashed message with its padding. */
  lastBlock: 512,
  /** Quotient of a division: up to 20 digits, which may be negative or too large. */
  quotient: 656,
  /** The last divisor, shifted so that its top digit has its top bit: up to 9 digits, and zeros. */
  divisor: 816,
  /** What it was: four limbs. */
  divisorWord: 904,
  /** Its reciprocal (i64), what it was shifted by (i64), zero digits below it (i32), digits with these (i32). */
  reciprocal: 936,
  shift: 944,
  padding: 952,
  divisorDigits: 956,
} as const

export const KERNEL_END = 1024
