import type { EwasmFrame } from './ewasm-frame.ts'

/** Number of 32-byte words that `length` bytes take. */
export function words(length: number): number {
  return Math.ceil(length / 32)
}

/**
 * The copy behind `callDataCopy`, `codeCopy` and `returnDataCopy`: charges by the word, then copies.
 *
 * Halts: out of gas; the range outside `source` or outside memory, also an empty one that begins behind either end.
 */
export function copyToMemory(
  frame: EwasmFrame,
  source: Uint8Array,
  sourceOffset: number,
  resultOffset: number,
  length: number,
): void {
  const size = length >>> 0
  frame.takeGas(frame.costs.copy + frame.costs.copyWord * words(size))
  frame.memory.copyIn(source, sourceOffset >>> 0, resultOffset >>> 0, size)
}
