import type { InstructionTable } from '../../wasm/instruction-table.ts'
import { opcode } from '../../wasm/opcode.ts'
import type { CountedLoop } from './counted-loop.ts'
import type { FastWalk } from './fast-walk.ts'
import { openJoin, type Path, reach } from './join.ts'
import { emitArrives, emitStrideCount } from './stride-count.ts'

/** A loop that is written twice: once charged ahead, once charged on each way back. */
export interface LoopVersions {
  readonly loopRow: number
  readonly endRow: number
  /** The path before the `loop` instruction. */
  readonly before: Path
  /** Which one is being written. */
  readonly version: 'ahead' | 'onTheWay'
}

const LOOP = opcode['loop']

/** Bytes of second versions that a function may get: enough for code that people write, and no help for a bomb. */
export function versionsBudget(table: InstructionTable): number {
  return 4_096 + (table.body.length >> 3)
}

/**
 * Begins to write both versions of a loop that arrives unless its counter wraps, which is found out before it:
 *
 *     if (nothing wraps)
 *       (count the trips, charge and check)
 *       loop $loop  body  (br_if $loop condition)  end
 *     else
 *       loop $loop  body  (charge and check)  (br_if $loop condition)  end
 *     end
 *
 * Returns false where the second version would be too much code: only for loops without a loop inside.
 */
export function startVersions(walk: FastWalk, row: number, loop: CountedLoop): boolean {
  const { table, out } = walk
  const endRow = table.match[row] as number
  const bytes = (table.offset[endRow] as number) - (table.offset[row] as number)
  if (bytes > walk.versionsBudget || hasLoopInside(table, row, endRow)) return false
  walk.versionsBudget -= bytes
  walk.writeUpTo(row)
  const pending = walk.pending - (walk.context.costs.units[LOOP] as number)
  walk.versions = { loopRow: row, endRow, before: { ...walk.path, pending }, version: 'ahead' }
  emitArrives(walk, loop)
  out.code.if()
  walk.openAdded(openJoin('block', []))
  out.chargeCount(loop.paths.units, emitStrideCount(walk, loop))
  walk.check()
  return true
}

/** At the end of the loop: goes back for the second version, or closes both. */
export function finishVersion(walk: FastWalk): void {
  const { versions, out } = walk
  if (versions === undefined) return
  const exit = walk.addedJoin()
  if (walk.isReachable) out.charge(reach(exit, walk.path))
  if (versions.version === 'ahead') {
    out.code.op('else')
    walk.versions = { ...versions, version: 'onTheWay' }
    walk.resume(versions.before)
    walk.jumpBehind(versions.loopRow - 1)
    return
  }
  walk.versions = undefined
  out.code.end()
  walk.closeAdded()
  walk.continueBehind(exit, exit.pending !== undefined)
}

function hasLoopInside(table: InstructionTable, row: number, endRow: number): boolean {
  return table.opcode.subarray(row + 1, endRow).includes(LOOP)
}
