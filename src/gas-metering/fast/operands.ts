import { opcode } from '../../wasm/opcode.ts'
import type { Handler } from './fast-walk.ts'

/** Declared locals move up behind the carried parameters. */
const local: Handler = (walk, row) => {
  const index = walk.table.immediate[row] as number
  if (index < walk.firstDeclared) return
  walk.writeUpTo(row)
  walk.out.code.indexed(walk.table.opcode[row] as number, walk.localIndex(index))
  walk.leaveOut(row)
}

/** A reference to a function is one to what stands for it outside, see `ReferenceTreatment`. */
const reference: Handler = (walk, row) => {
  walk.writeUpTo(row)
  walk.out.code.refFunc(walk.context.referenced(walk.table.immediate[row] as number))
  walk.leaveOut(row)
}

/** Pages, bytes or elements by the last operand: charged and checked before the work is done. */
const counted: Handler = (walk, row) => {
  const { out, context, table } = walk
  const price = context.costs.unitsPerCount[table.opcode[row] as number] as number
  if (price === 0) return
  const count = out.scratch()
  walk.writeUpTo(row)
  walk.settle()
  out.code.localSet(count)
  out.chargeCount(price, count)
  walk.check()
  out.code.localGet(count)
}

export const operandHandlers: Readonly<Record<number, Handler>> = {
  [opcode['local.get']]: local,
  [opcode['local.set']]: local,
  [opcode['local.tee']]: local,
  [opcode['ref.func']]: reference,
  [opcode['memory.grow']]: counted,
  [opcode['memory.fill']]: counted,
  [opcode['memory.copy']]: counted,
  [opcode['memory.init']]: counted,
  [opcode['table.grow']]: counted,
  [opcode['table.fill']]: counted,
  [opcode['table.copy']]: counted,
  [opcode['table.init']]: counted,
}
