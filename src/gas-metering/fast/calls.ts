import { opcode } from '../../wasm/opcode.ts'
import type { FastWalk, Handler } from './fast-walk.ts'

const call: Handler = (walk, row) => {
  const { importedFunctions } = walk.context.space
  const callee = walk.table.immediate[row] as number
  const units = walk.context.constantUnits(callee)
  if (units !== undefined) {
    walk.pending += units
    return
  }
  walk.writeUpTo(row)
  if (callee < importedFunctions) {
    callOutside(walk, row)
    return
  }
  const type = walk.context.space.functionTypes[callee] as number
  walk.out.pushCarried(walk.pending, walk.context.carried.typesAt(type))
  walk.writeUpTo(row + 1)
  walk.out.popGas()
  walk.pending = 0
  if (walk.context.checksEntry(callee)) walk.loops.noteCheck()
}

/** A private table's functions take gas and depth below the table index; a shared one's are called as from outside. */
const callIndirect: Handler = (walk, row) => {
  const { context, table, out } = walk
  walk.writeUpTo(row)
  if (context.references === 'shared') {
    callOutside(walk, row)
    return
  }
  const index = out.scratch()
  const type = table.immediate[row] as number
  out.code.localSet(index)
  out.pushCarried(walk.pending, context.carried.typesAt(type))
  out.code.localGet(index)
  out.code.callIndirect(context.carried.extend(type), table.immediate2[row] as number)
  out.popGas()
  walk.leaveOut(row)
  walk.pending = 0
}

/** Pays and checks everything, so that whoever runs next sees the exact gas; arguments stay on the stack. */
function callOutside(walk: FastWalk, row: number): void {
  walk.settle()
  walk.check()
  walk.out.publish()
  walk.writeUpTo(row + 1)
  walk.out.reload()
}

export const callHandlers: Readonly<Record<number, Handler>> = {
  [opcode['call']]: call,
  [opcode['call_indirect']]: callIndirect,
}
