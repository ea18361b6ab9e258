import type { Func } from '../../wasm/module.ts'
import { valueType } from '../../wasm/module.ts'
import { CodeWriter } from '../code-writer.ts'
import { emitTrap } from '../function-shell.ts'
import { trapReason } from '../metered-abi.ts'
import type { FastContext } from './fast-context.ts'

/**
 * A local function as others see it: of its original type, with gas and depth in the globals. It ends as out of gas when
 * the function came back with less than nothing, since a function's last charges are not checked inside.
 */
export function wrapperOf(context: FastContext, functionIndex: number): Func {
  const { globals, carried, space, signatures } = context
  const typeIndex = space.functionTypes[functionIndex] as number
  const { params } = signatures.ofType(typeIndex)
  const depth = params.length
  const gas = depth + 1
  const code = new CodeWriter()
  for (let param = 0; param < params.length; param++) code.localGet(param)
  const types = carried.typesAt(typeIndex)
  if (carried.carriesGas) code.globalGet(globals.units)
  if (carried.carriesGas && types.gas === valueType.f64) code.op('f64.reinterpret_i64')
  code.globalGet(globals.stackLeft).localTee(depth)
  if (types.depth === valueType.f32) code.op('f32.reinterpret_i32')
  code.call(functionIndex)
  if (carried.carriesGas) {
    code.localTee(gas).globalSet(globals.units)
    code.localGet(gas).i64Const(0).op('i64.lt_s').if()
    emitTrap(code, globals, trapReason.outOfGas)
    code.end()
  }
  code.localGet(depth).globalSet(globals.stackLeft).end()
  const locals = [
    { count: 1, type: valueType.i32 },
    { count: 1, type: valueType.i64 },
  ]
  return { typeIndex, locals, body: code.take(), bodyOffset: 0 }
}

/** An imported function as a private table holds it: of the extended type, going through the globals. */
export function thunkOf(context: FastContext, functionIndex: number): Func {
  const { globals, carried, space, signatures } = context
  const original = space.functionTypes[functionIndex] as number
  const type = signatures.ofType(original)
  const { gas, depth } = carried.locals(type)
  const types = carried.typesAt(original)
  const code = new CodeWriter()
  if (carried.carriesGas) {
    code.localGet(gas)
    if (types.gas === valueType.f64) code.op('i64.reinterpret_f64')
    code.globalSet(globals.units)
    code.globalGet(globals.units).i64Const(0).op('i64.lt_s').if()
    emitTrap(code, globals, trapReason.outOfGas)
    code.end()
  }
  code.localGet(depth)
  if (types.depth === valueType.f32) code.op('i32.reinterpret_f32')
  code.globalSet(globals.stackLeft)
  for (let param = 0; param < type.params.length; param++) code.localGet(param)
  code.call(functionIndex)
  if (carried.carriesGas) code.globalGet(globals.units)
  code.end()
  return { typeIndex: carried.extend(original), locals: [], body: code.take(), bodyOffset: 0 }
}
