/**
 * Addresses that the kernel keeps for itself at the start of its memory. Data of its users begins at `KERNEL_END`.
 */
export const memoryMap = {
  /** The last divisor of one limb and its reciprocal. */
  limbReciprocal: 64,
  /** The last divisor of two limbs and its reciprocal. */
  twoLimbReciprocal: 80,
  /** Round constants of keccak: 24 u64. */
  roundConstants: 320,
  /** Last block of a hashed message with its padding. */
  lastBlock: 512,
} as const

export const KERNEL_END = 1024
