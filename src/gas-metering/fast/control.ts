import { opcode } from '../../wasm/opcode.ts'
import { type CountedLoop, recognizeCountedLoop } from './counted-loop.ts'
import type { FastWalk, Handler } from './fast-walk.ts'
import { type Join, openJoin, reach } from './join.ts'
import { finishVersion, startVersions } from './loop-versions.ts'
import { emitTripCharge } from './trip-charge.ts'
import { continueUnrolling, finishUnrolling, startUnrolling } from './unrolling.ts'

const block: Handler = (walk, row) => {
  const { results } = blockSignature(walk, row)
  walk.open({ ...openJoin('block', results), pending: walk.foreseen(row) })
}

const loop: Handler = (walk, row) => {
  const { params } = blockSignature(walk, row)
  const counted = walk.out.carriesGas ? chargeAhead(walk, row) : undefined
  const { pending, loops } = walk
  const join: Join = { ...openJoin('loop', params), pending, loopsAround: loops.depth }
  walk.open(counted === undefined ? join : { ...join, counted: counted.paths })
}

/** Charges the loop's trips before it where they can be counted; otherwise begins to write it several times, or not. */
function chargeAhead(walk: FastWalk, row: number): CountedLoop | undefined {
  if (walk.versions?.loopRow === row) return undefined // its second version
  const counted = recognizeCountedLoop(walk.table, walk.context, row)
  if (counted?.arrives === 'surely') {
    walk.writeUpTo(row)
    emitTripCharge(walk, counted)
    return counted
  }
  if (counted !== undefined && startVersions(walk, row, counted)) return counted
  startUnrolling(walk, row)
  return undefined
}

/** Without an `else` the way past the block is the first path to reach its end. */
const conditional: Handler = (walk, row) => {
  const { results } = blockSignature(walk, row)
  const hasElse = (walk.table.elseRow[row] as number) >= 0
  const join: Join = { ...openJoin('if', results), alternative: walk.path }
  join.pending = walk.foreseen(row)
  if (!hasElse) reach(join, walk.path)
  walk.open(join)
}

const alternative: Handler = (walk, row) => {
  const join = walk.join(0)
  if (walk.isReachable) arrive(walk, row, join)
  if (join.alternative !== undefined) walk.resume(join.alternative)
}

const end: Handler = (walk, row) => {
  const join = walk.join(0)
  const endsUnrolled = walk.unrolled?.backEdge === row - 1
  const endsVersion = walk.versions?.endRow === row
  if (join.kind !== 'loop') {
    if (walk.isReachable) arrive(walk, row, join)
    walk.continueBehind(join, join.checkedLoops !== undefined)
  }
  walk.writeUpTo(row + 1)
  walk.close()
  if (endsUnrolled) finishUnrolling(walk)
  if (endsVersion) finishVersion(walk)
}

/** Falls through to the end of a block. */
function arrive(walk: FastWalk, row: number, join: Join): void {
  if (reach(join, walk.path) === 0) return
  walk.writeUpTo(row)
  walk.adjustTo(join)
}

const branch: Handler = (walk, row) => {
  if (continueUnrolling(walk, row)) return
  const label = walk.table.immediate[row] as number
  const join = walk.join(label)
  walk.writeUpTo(row)
  if (join.counted === undefined) walk.adjustTo(join)
  else walk.closeCounted(join)
  walk.out.code.br(walk.labelOf(label))
  walk.leaveOut(row)
  walk.isReachable = false
}

/**
 * A back edge, or a branch that carries values, charges before the branch, for both ways. Any other charges only on the
 * way that it takes: most often that leaves a loop or is an error, and the way on stays free of gas code.
 */
const branchIf: Handler = (walk, row) => {
  if (continueUnrolling(walk, row)) return
  const original = walk.table.immediate[row] as number
  const join = walk.join(original)
  const label = walk.labelOf(original)
  walk.writeUpTo(row)
  if (join.counted !== undefined) {
    walk.closeCounted(join)
    walk.out.code.brIf(label)
  } else if (join.kind === 'loop' || join.carries.length > 0) {
    walk.adjustTo(join)
    walk.out.code.brIf(label)
  } else walk.leaveFor(join, label)
  walk.leaveOut(row)
}

const leave: Handler = (walk, row) => {
  walk.writeUpTo(row)
  if (walk.calledFrom === 'outside') {
    walk.adjustTo(walk.join(walk.bodyLabel))
    walk.out.code.br(walk.labelOf(walk.bodyLabel))
    walk.leaveOut(row)
  } else {
    walk.noteReturn()
    walk.out.pushGas(walk.pending)
    walk.writeUpTo(row + 1)
  }
  walk.isReachable = false
}

const trap: Handler = (walk, row) => {
  walk.writeUpTo(row + 1)
  walk.isReachable = false
}

/** Handlers of control instructions; `br_table` has a file of its own. */
export const controlHandlers: Readonly<Record<number, Handler>> = {
  [opcode['block']]: block,
  [opcode['loop']]: loop,
  [opcode['if']]: conditional,
  [opcode['else']]: alternative,
  [opcode['end']]: end,
  [opcode['br']]: branch,
  [opcode['br_if']]: branchIf,
  [opcode['return']]: leave,
  [opcode['unreachable']]: trap,
}

function blockSignature({ context, table }: FastWalk, row: number) {
  return context.signatures.ofBlock(table.immediate[row] as number)
}
