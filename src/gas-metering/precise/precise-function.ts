import type { InstructionTable } from '../../wasm/instruction-table.ts'
import { type Func, valueType } from '../../wasm/module.ts'
import { opcode } from '../../wasm/opcode.ts'
import { emitCharge, emitCheck, emitDynamicCharge, type UnitCounter } from '../charge.ts'
import { CodeWriter } from '../code-writer.ts'
import { bodyBlockType, emitShell, emitTrap } from '../function-shell.ts'
import { isFree } from '../gas-schedule.ts'
import { trapReason } from '../metered-abi.ts'
import type { MeteringContext } from '../metering-context.ts'
import { NestedBlocks } from '../nested-blocks.ts'
import { type StackNeed, stackNeed } from '../stack-height.ts'
import { endsMeteredBlock } from './metered-block.ts'

/** Meters one function by the precise strategy; its type stays. */
export function preciseFunction(
  context: MeteringContext,
  func: Func,
  table: InstructionTable,
): Func {
  const type = context.signatures.ofType(func.typeIndex)
  const need = stackNeed(func, table, type, context.signatures)
  const declared = func.locals.reduce((count, run) => count + run.count, 0)
  const walk = new PreciseWalk(context, table, type.params.length + declared)
  walk.run(declared * context.schedule.declaredLocal)
  if (!walk.countsGas && !need.checked) return func
  const code = context.writers.whole
  const trap = emitTrap(new CodeWriter(), context.globals, trapReason.outOfGas)
  emitShell(code, {
    blockType: bodyBlockType(type, context.types),
    entry: walk.reload(stackEntry(context, need)),
    inner: walk.code,
    exit: walk.publish(stackExit(context, need)),
    trap: walk.countsGas ? trap : undefined,
  })
  return {
    typeIndex: func.typeIndex,
    locals: [...func.locals, ...walk.addedLocals()],
    body: code.take(),
    bodyOffset: 0,
  }
}

const RETURN = opcode['return']
const CALL = opcode['call']
const CALL_INDIRECT = opcode['call_indirect']

/**
 * Cuts a body into metered blocks and writes each with its charge and check in front.
 *
 * While the function runs the units left are in a local, which V8 keeps in a register; calls get them through the global.
 * A `return` becomes a branch to the end of the body, where they go back to it.
 */
class PreciseWalk {
  readonly code: CodeWriter
  /** Under a free schedule there is nothing to count. */
  readonly countsGas: boolean
  #usesCount = false
  readonly #context: MeteringContext
  readonly #table: InstructionTable
  readonly #gas: number
  /** The local that holds the operand of a dynamic charge. */
  readonly #count: number
  readonly #counter: UnitCounter
  readonly #blocks: NestedBlocks
  /** The open metered block: its units, where it starts in the body, and how deep. */
  #units = 0
  #start = 0
  #depth = 0

  /** `firstAdded`: index of the first local behind the function's own. */
  constructor(context: MeteringContext, table: InstructionTable, firstAdded: number) {
    this.code = context.writers.inner.reset()
    this.countsGas = !isFree(context.schedule)
    this.#context = context
    this.#table = table
    this.#gas = firstAdded
    this.#count = firstAdded + 1
    this.#blocks = new NestedBlocks(table)
    this.#counter = {
      get: (code) => void code.localGet(firstAdded),
      set: (code) => void code.localSet(firstAdded),
    }
  }

  /** Locals for the gas and, where there is one, the operand of a dynamic charge. */
  addedLocals(): Func['locals'] {
    const gas = { count: 1, type: valueType.i64 }
    if (!this.countsGas) return []
    return this.#usesCount ? [gas, { count: 1, type: valueType.i32 }] : [gas]
  }

  /** Takes the units left from the global. */
  reload(code: CodeWriter = this.code): CodeWriter {
    if (!this.countsGas) return code
    return code.globalGet(this.#context.globals.units).localSet(this.#gas)
  }

  /** Gives the units left to the global. */
  publish(code: CodeWriter = this.code): CodeWriter {
    if (!this.countsGas) return code
    return code.localGet(this.#gas).globalSet(this.#context.globals.units)
  }

  /** `entryUnits` are charged once for each call of the function. */
  run(entryUnits: number): void {
    const { costs } = this.#context
    this.#units = entryUnits
    const { length, opcode: codes, offset } = this.#table
    for (let row = 0; row < length; row++) {
      const code = codes[row] as number
      this.#units += costs.units[code] as number
      if (costs.unitsPerCount[code] !== 0) this.#chargeCount(row)
      if (code === RETURN) this.#leave(row)
      const next = this.#blocks.step(row)
      if (code === CALL || code === CALL_INDIRECT) this.#call(row)
      else if (endsMeteredBlock(code)) this.#close(offset[row + 1] as number)
      if (endsMeteredBlock(code)) this.#start = offset[next + 1] as number
      row = next
    }
  }

  /** Writes the charge of the open block and its instructions up to byte `end`, and opens the next block there. */
  #close(end: number): void {
    if (this.#units !== 0) {
      emitCharge(this.code, this.#counter, this.#units)
      this.#check(this.#depth)
    }
    this.code.span(this.#table.body, this.#start, end)
    this.#start = end
    this.#units = 0
    this.#depth = this.#blocks.depth
  }

  /** The part of a charge that depends on the last operand: pages, bytes or elements. */
  #chargeCount(row: number): void {
    const price = this.#context.costs.unitsPerCount[this.#table.opcode[row] as number] as number
    this.#close(this.#table.offset[row] as number)
    this.#usesCount = true
    this.code.localSet(this.#count)
    emitDynamicCharge(this.code, this.#counter, price, this.#count)
    this.#check(this.#depth)
    this.code.localGet(this.#count)
  }

  /** What is called sees everything paid, and what it pays is seen behind it. */
  #call(row: number): void {
    this.#close(this.#table.offset[row] as number)
    this.publish()
    this.#close(this.#table.offset[row + 1] as number)
    this.reload()
  }

  /** A `return` becomes a branch to the function's own label, behind which gas and stack height are given back. */
  #leave(row: number): void {
    this.#close(this.#table.offset[row] as number)
    this.code.br(this.#blocks.depth)
    this.#start = this.#table.offset[row + 1] as number
  }

  #check(depth: number): void {
    emitCheck(this.code, this.#counter, depth + 1)
  }
}

function stackEntry({ globals }: MeteringContext, need: StackNeed): CodeWriter {
  const code = new CodeWriter()
  if (!need.checked) return code
  code.globalGet(globals.stackLeft).i32Const(need.units).op('i32.sub').globalSet(globals.stackLeft)
  code.globalGet(globals.stackLeft).i32Const(0).op('i32.lt_s').if()
  emitTrap(code, globals, trapReason.stackExhausted)
  return code.end()
}

function stackExit({ globals }: MeteringContext, need: StackNeed): CodeWriter {
  const code = new CodeWriter()
  if (!need.checked) return code
  return code
    .globalGet(globals.stackLeft)
    .i32Const(need.units)
    .op('i32.add')
    .globalSet(globals.stackLeft)
}
