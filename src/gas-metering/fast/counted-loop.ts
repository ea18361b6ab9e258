import type { InstructionTable } from '../../wasm/instruction-table.ts'

/** A loop whose number of trips is known when it is entered. */
export interface CountedLoop {
  /** Row of the `br_if` that closes it. */
  readonly backEdge: number
}

export function recognizeCountedLoop(
  _table: InstructionTable,
  _row: number,
): CountedLoop | undefined {
  return undefined
}
