/**
 * The run-time library's own part of linear memory, below the immutables and the EVM memory.
 *
 * | bytes      | use                                                        |
 * |------------|------------------------------------------------------------|
 * | 0 – 63     | operands and results of host functions                     |
 * | 64 – 191   | topics of a log; dividend of a division (17 u32 digits)    |
 * | 192 – 223  | divisor of a division (8 digits)                           |
 * | 224 – 291  | quotient of a division                                     |
 * | 320 – 455  | last block of a Keccak-256 (136 bytes)                     |
 * | 512 – 703  | round constants of Keccak                                  |
 *
 * The texts of the library carry these numbers as literals.
 */
export const KECCAK_CONSTANTS_ADDRESS = 512
