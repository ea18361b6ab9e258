import { valueType } from '../../wasm/module.ts'
import type { FastWalk, Handler } from './fast-walk.ts'
import { type Join, reach } from './join.ts'

/**
 * `br_table`: all of its labels have to expect the same pending units, since one instruction goes to all of them.
 *
 * Labels that no path has reached take what the others expect, or what is pending now. Where labels differ already, the
 * table branches to landings of its own, and each of them charges its difference and branches on.
 */
export const branchTable: Handler = (walk, row) => {
  const { table } = walk
  const first = table.immediate[row] as number
  const labels = table.labels.subarray(first, first + (table.immediate2[row] as number))
  walk.writeUpTo(row)
  const expected = new Set([...labels].flatMap((label) => walk.join(label).pending ?? []))
  if (expected.size > 1) emitLandings(walk, labels)
  else {
    adjustToAll(walk, labels)
    walk.out.code.brTable(labels.map((label) => walk.labelOf(label)))
  }
  walk.leaveOut(row)
  walk.isReachable = false
}

/** One charge, and one check when there is a loop among the labels, for all ways. */
function adjustToAll(walk: FastWalk, labels: Uint32Array): void {
  const joins = [...new Set(labels)].map((label) => walk.join(label))
  const decided = joins.find((join) => join.pending !== undefined) ?? joins[0]
  const loop = innermostLoop(joins)
  if (decided !== undefined) walk.adjustTo(loop ?? decided)
  for (const join of joins) reach(join, walk.path)
}

/** If that one needs no check, the others need none either. */
function innermostLoop(joins: readonly Join[]): Join | undefined {
  const loops = joins.filter(({ kind }) => kind === 'loop')
  return loops.toSorted((a, b) => (b.loopsAround ?? 0) - (a.loopsAround ?? 0))[0]
}

/**
 *     block (param carried... i32) (result carried...)      ;; one for each label
 *       block (param carried... i32) (result carried...)
 *         br_table 0 1 ...
 *       end
 *       charge; br $first
 *     end
 *     charge; br $second
 */
function emitLandings(walk: FastWalk, labels: Uint32Array): void {
  const { code } = walk.out
  const distinct = [...new Set(labels)]
  const carries = walk.join(distinct[0] as number).carries
  const type = walk.context.types.add([...carries, valueType.i32], carries)
  for (const _ of distinct) code.block(type)
  const landings = new Map(distinct.map((label, position) => [label, position]))
  code.brTable(labels.map((label) => landings.get(label) as number))
  distinct.forEach((label, position) => {
    const join = walk.join(label)
    const enclosing = distinct.length - 1 - position
    code.end()
    walk.out.charge(reach(join, walk.path))
    if (join.kind === 'loop' && walk.needsCheck(join)) walk.out.check(walk.depth + enclosing)
    code.br(walk.labelOf(label) + enclosing)
  })
}
