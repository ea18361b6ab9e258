import { opcode } from '../../wasm/opcode.ts'
import type { FastWalk } from './fast-walk.ts'
import { type Join, openJoin, reach } from './join.ts'
import { recognizeUnrollable } from './unrolled-loop.ts'

/**
 * Begins to write a loop several times over, where that is worth it:
 *
 *     block $exit
 *       loop $loop
 *         body  (br_if $exit (i32.eqz condition))   ;; all copies but the last
 *         body  (charge and check)  (br_if $loop condition)
 *       end
 *     end
 *
 * A loop that ends with `br` needs no `$exit`: one copy falls into the next.
 */
export function startUnrolling(walk: FastWalk, row: number): void {
  const unrolled = recognizeUnrollable(walk.table, row, walk.copiesBudget)
  walk.unrolled = unrolled
  walk.copiesBudget -= unrolled?.bytes ?? 0
  if (unrolled === undefined || !isConditional(walk, unrolled.backEdge)) return
  walk.writeUpTo(row)
  walk.out.code.block()
  walk.openAdded(openJoin('block', []))
}

/** At the branch that ends the loop: goes back for another copy of the body, when one is to be written. */
export function continueUnrolling(walk: FastWalk, row: number): boolean {
  const { unrolled } = walk
  if (unrolled === undefined || unrolled.backEdge !== row || unrolled.copiesLeft === 0) return false
  unrolled.copiesLeft--
  walk.writeUpTo(row)
  if (isConditional(walk, row)) {
    walk.out.code.op('i32.eqz')
    walk.leaveFor(walk.addedJoin(), 1)
  }
  walk.jumpBehind(unrolled.loopRow)
  return true
}

/** At the end of the loop: the paths that left it in the middle join the one that falls out of it. */
export function finishUnrolling(walk: FastWalk): void {
  const isOpen = walk.unrolled !== undefined && isConditional(walk, walk.unrolled.backEdge)
  walk.unrolled = undefined
  if (!isOpen) return
  const exit: Join = walk.addedJoin()
  if (walk.isReachable) walk.out.charge(reach(exit, walk.path))
  walk.out.code.end()
  walk.closeAdded()
  walk.continueBehind(exit, true)
}

function isConditional({ table }: FastWalk, backEdge: number): boolean {
  return table.opcode[backEdge] === opcode['br_if']
}
