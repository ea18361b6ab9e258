import { type Export, type Func, valueType } from '../wasm/module.ts'
import { CodeWriter } from './code-writer.ts'
import { meteredAbi } from './metered-abi.ts'
import type { MeteredGlobals } from './metered-globals.ts'
import type { TypeTable } from './type-table.ts'

const { i64, f64 } = valueType

/**
 * `meteredAbi.takeGas`:
 *
 *     left = units / unitsPerGas - amount        ;; both at most 2^53
 *     if (left >= 0) units -= amount * unitsPerGas
 *     return left
 */
export function takeGasFunction(
  { units }: MeteredGlobals,
  unitsPerGas: number,
  types: TypeTable,
): Func {
  const [parameter, amount, left] = [0, 1, 2]
  const code = new CodeWriter().globalGet(units)
  if (unitsPerGas !== 1) code.i64Const(unitsPerGas).op('i64.div_s')
  code.localGet(parameter).op('i64.trunc_f64_s').localTee(amount).op('i64.sub').localTee(left)
  code.i64Const(0).op('i64.ge_s').if()
  code.globalGet(units).localGet(amount)
  if (unitsPerGas !== 1) code.i64Const(unitsPerGas).op('i64.mul')
  code.op('i64.sub').globalSet(units).end()
  code.localGet(left).op('f64.convert_i64_s').end()
  return {
    typeIndex: types.add([f64], [f64]),
    locals: [{ count: 2, type: i64 }],
    body: code.take(),
    bodyOffset: 0,
  }
}

/** What is behind `meteredAbi`. `takeGas`: index of its function. */
export function abiExports(globals: MeteredGlobals, takeGas: number): readonly Export[] {
  return [
    { name: meteredAbi.takeGas, kind: 'func', index: takeGas },
    { name: meteredAbi.units, kind: 'global', index: globals.units },
    { name: meteredAbi.unitsPerGas, kind: 'global', index: globals.unitsPerGas },
    { name: meteredAbi.stackLeft, kind: 'global', index: globals.stackLeft },
    { name: meteredAbi.trapReason, kind: 'global', index: globals.trapReason },
  ]
}
