import type { InstructionTable } from '../../wasm/instruction-table.ts'
import { type Func, valueType } from '../../wasm/module.ts'
import { opcode } from '../../wasm/opcode.ts'
import { emitCharge, emitCheck, emitDynamicCharge, type UnitCounter } from '../charge.ts'
import { CodeWriter } from '../code-writer.ts'
import { bodyBlockType, emitShell, emitTrap } from '../function-shell.ts'
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
  const walk = new PreciseWalk(context, table, need, type.params.length + declared)
  walk.run(declared * context.schedule.declaredLocal)
  if (!walk.hasChecks && !need.checked) return func
  const code = context.writers.whole
  emitShell(
    code,
    {
      blockType: bodyBlockType(type, context.types),
      entry: stackEntry(context, need),
      inner: walk.code,
      exit: stackExit(context, need),
      branchesToTrap: walk.hasChecks ? 'yes' : 'no',
    },
    context.globals,
  )
  const locals = walk.usesCount ? [...func.locals, { count: 1, type: valueType.i32 }] : func.locals
  return { typeIndex: func.typeIndex, locals, body: code.take(), bodyOffset: 0 }
}

const RETURN = opcode['return']

/** Cuts a body into metered blocks and writes each with its charge and check in front. */
class PreciseWalk {
  readonly code: CodeWriter
  hasChecks = false
  usesCount = false
  readonly #context: MeteringContext
  readonly #table: InstructionTable
  readonly #need: StackNeed
  /** The local that holds the operand of a dynamic charge. */
  readonly #count: number
  readonly #counter: UnitCounter
  readonly #blocks: NestedBlocks
  /** The open metered block: its units, where it starts in the body, and how deep. */
  #units = 0
  #start = 0
  #depth = 0

  constructor(context: MeteringContext, table: InstructionTable, need: StackNeed, count: number) {
    const { units } = context.globals
    this.code = context.writers.inner.reset()
    this.#context = context
    this.#table = table
    this.#need = need
    this.#count = count
    this.#blocks = new NestedBlocks(table)
    this.#counter = {
      get: (code) => void code.globalGet(units),
      set: (code) => void code.globalSet(units),
    }
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
      if (code === RETURN && this.#need.checked) this.#leave(row)
      const next = this.#blocks.step(row)
      if (endsMeteredBlock(code)) {
        this.#close(offset[row + 1] as number)
        this.#start = offset[next + 1] as number
      }
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
    this.usesCount = true
    this.code.localSet(this.#count)
    emitDynamicCharge(this.code, this.#counter, price, this.#count)
    this.#check(this.#depth)
    this.code.localGet(this.#count)
  }

  /** A `return` becomes a branch to the function's own label, behind which the stack height is given back. */
  #leave(row: number): void {
    this.#close(this.#table.offset[row] as number)
    this.code.br(this.#blocks.depth)
    this.#start = this.#table.offset[row + 1] as number
  }

  #check(depth: number): void {
    this.hasChecks = true
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
