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
  /** The least `LoopNest.checked` of the paths that have reached the label; undefined as long as none has. */
  checkedLoops: number | undefined
  /** For a loop: how many are around it. */
  readonly loopsAround?: number
  /** For an `if`: the path where its `else` starts. */
  readonly alternative?: Path
  /** For a counted loop: what it charged ahead for each way back. */
  readonly counted?: LoopPaths
}

/** What is known about the path that leads to a row. */
export interface Path {
  readonly pending: number
  readonly checkedLoops: number
}

/** A block that no path has left yet. */
export function openJoin(kind: Join['kind'], carries: readonly ValueType[]): Join {
  return { kind, carries, pending: undefined, checkedLoops: undefined }
}

/** Charges that path and label need: the difference of what is pending, after deciding that where it is still open. */
export function reach(join: Join, { pending, checkedLoops }: Path): number {
  join.pending ??= pending
  join.checkedLoops = Math.min(join.checkedLoops ?? checkedLoops, checkedLoops)
  return pending - join.pending
}
