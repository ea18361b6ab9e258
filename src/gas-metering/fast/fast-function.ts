import type { InstructionTable } from '../../wasm/instruction-table.ts'
import type { Func } from '../../wasm/module.ts'
import { opcode } from '../../wasm/opcode.ts'
import { CodeWriter } from '../code-writer.ts'
import { bodyBlockType, emitShell, emitTrap } from '../function-shell.ts'
import { trapReason } from '../metered-abi.ts'
import { branchTable } from './branch-table.ts'
import { callHandlers } from './calls.ts'
import { controlHandlers } from './control.ts'
import type { FastContext } from './fast-context.ts'
import { FastWalk, handlerTable } from './fast-walk.ts'
import type { FunctionSummary } from './function-summary.ts'
import { operandHandlers } from './operands.ts'

const handlers = Object.assign(handlerTable(), controlHandlers, callHandlers, operandHandlers, {
  [opcode['br_table']]: branchTable,
})

/** What the module's analysis says about the function. */
export interface FastPlan {
  readonly summary: FunctionSummary
  /** Whether the gas is checked at entry, see `planCalls`. */
  readonly checksEntry: boolean
  /** From `outside` it is its own wrapper: of its original type, with gas and depth in the globals. */
  readonly calledFrom: 'inside' | 'outside'
  /** Whether it may be left as it is where its cost is constant: all of its callers are direct calls of the module. */
  readonly isPrivate: boolean
}

export interface FastResult {
  readonly func: Func
  /** See `FastContext.constantUnits`. */
  readonly constantUnits: number | undefined
}

/**
 * Meters one function by the fast strategy. Its type is extended by gas and depth, or these are locals; or it stays as it is
 * and its callers pay, where every call costs the same and it has no part in the stack height.
 */
export function fastFunction(
  context: FastContext,
  func: Func,
  table: InstructionTable,
  plan: FastPlan,
): FastResult {
  const type = context.signatures.ofType(func.typeIndex)
  const declared = func.locals.reduce((count, run) => count + run.count, 0)
  const entryUnits = declared * context.schedule.declaredLocal
  const isSole = plan.calledFrom === 'outside'
  const walk = new FastWalk(context, func, table, { type, entryUnits, calledFrom: plan.calledFrom })
  const entry = entryOf(context, walk, plan)
  const pendingAtEnd = walk.run(handlers)
  const constantUnits = mayStay(plan) ? walk.constantUnits() : undefined
  if (constantUnits !== undefined) return { func, constantUnits }
  const inner = walk.out.code
  const code = context.writers.whole
  const exit = isSole ? soleExitOf(context, walk, plan, pendingAtEnd) : exitOf(walk, pendingAtEnd)
  emitShell(code, {
    blockType: bodyBlockType(type, context.types),
    entry,
    inner,
    exit,
    trap: walk.out.hasChecks ? trapOf(context, walk, plan) : undefined,
  })
  const metered = {
    typeIndex: isSole ? func.typeIndex : context.carried.extend(func.typeIndex),
    locals: [
      ...(isSole ? context.carried.declarations : []),
      ...func.locals,
      ...walk.out.addedLocals(),
    ],
    body: code.take(),
    bodyOffset: 0,
  }
  return { func: metered, constantUnits }
}

function mayStay({ summary, checksEntry, isPrivate }: FastPlan): boolean {
  return isPrivate && !checksEntry && !summary.stack.checked
}

/** Takes the function's stack height, then checks the gas where a recursion or a long way without checks starts. */
function entryOf(context: FastContext, walk: FastWalk, plan: FastPlan): CodeWriter {
  const code = new CodeWriter()
  const { checked, units } = plan.summary.stack
  const { depth, gas } = walk.out.locals
  if (plan.calledFrom === 'outside') {
    walk.out.reload(code)
    code.globalGet(context.globals.stackLeft).localSet(depth)
  } else walk.out.unpackTo(code)
  if (checked) {
    walk.out.hasChecks = true
    code.localGet(depth).i32Const(units).op('i32.sub').localTee(depth)
    code.i32Const(0).op('i32.lt_s').brIf(0)
  }
  if (plan.checksEntry && walk.out.carriesGas) {
    walk.out.hasChecks = true
    code.localGet(gas).i64Const(0).op('i64.lt_s').brIf(0)
  }
  return code
}

/** What all checks of the function end in; a stack height below zero tells which one it was. */
function trapOf({ globals }: FastContext, walk: FastWalk, plan: FastPlan): CodeWriter {
  const code = new CodeWriter()
  if (!plan.summary.stack.checked) return emitTrap(code, globals, trapReason.outOfGas)
  code.i32Const(trapReason.stackExhausted).i32Const(trapReason.outOfGas)
  code.localGet(walk.out.locals.depth).i32Const(31).op('i32.shr_u').op('select')
  return code.globalSet(globals.trapReason).op('unreachable')
}

function exitOf(walk: FastWalk, pending: number): CodeWriter {
  const code = new CodeWriter()
  if (!walk.out.carriesGas) return code
  code.localGet(walk.out.locals.gas)
  if (pending !== 0) code.i64Const(pending).op('i64.sub')
  return code
}

/** As `wrapperOf` does it: gas and depth go back to the globals, and less than no gas ends here. */
function soleExitOf(
  { globals }: FastContext,
  walk: FastWalk,
  { summary }: FastPlan,
  pending: number,
): CodeWriter {
  const code = new CodeWriter()
  const { gas, depth } = walk.out.locals
  if (walk.out.carriesGas) {
    walk.out.hasChecks = true
    code.localGet(gas)
    if (pending !== 0) code.i64Const(pending).op('i64.sub')
    code.localTee(gas).globalSet(globals.units)
    code.localGet(gas).i64Const(0).op('i64.lt_s').brIf(0)
  }
  code.localGet(depth)
  if (summary.stack.checked) code.i32Const(summary.stack.units).op('i32.add')
  code.globalSet(globals.stackLeft)
  return code
}
