import type { BlockBuilder } from './block-builder.ts'
import type { Value } from './instruction.ts'
import type { Operation } from './operation.ts'

/** A simpler value for a pure operation, or undefined: known operands are computed, and cheap operations preferred. */
export function simplify(
  _block: BlockBuilder,
  _operation: Operation,
  _args: readonly Value[],
): Value | undefined {
  return undefined
}
