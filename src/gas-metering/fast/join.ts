import type { ValueType } from '../../wasm/module.ts'
import type { LoopPaths } from './loop-paths.ts'

/**
 * A label, seen as the place where paths join: the body's own, a block's, a loop's or an if's.
 *
 * On every path the true gas is `gas - pending`, where `pending` is known when the code is written. Paths that join must
 * agree on it: the first one to reach the label decides, the others charge (or give back) the difference.
 */
export interface Join {
  readonly kind: 'body' | 'block' | 'loop' | 'if'
  /** Types that a branch to the label carries. */
  readonly carries: readonly ValueType[]
  /** Units pending behind the label; undefined as long as no path has reached it. */
  pending: number | undefined
  /** For an `if`: units pending where its `else` starts. */
  readonly alternative: number
  /** For a counted loop: what it charged ahead for each way back. */
  readonly counted?: LoopPaths
}

/** Charges that path and label need: `pending - join.pending`, after deciding that where it is still open. */
export function differenceAt(join: Join, pending: number): number {
  join.pending ??= pending
  return pending - join.pending
}
