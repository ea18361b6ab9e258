import { type Export, type Func, type FuncType, valueType } from '../wasm/module.ts'
import { CodeWriter } from './code-writer.ts'
import { meteredAbi } from './metered-abi.ts'
import type { MeteredGlobals } from './metered-globals.ts'
import type { TypeTable } from './type-table.ts'

const { i32, i64, f64 } = valueType

/** More units than any frame can run down, and far enough from 2^63 that no pending charge wraps around. */
const UNITS_CAP = 2n ** 62n

interface AbiFunction {
  readonly name: string
  readonly type: FuncType
  readonly locals: Func['locals']
  readonly emit: (code: CodeWriter) => void
}

/**
 * What is behind `meteredAbi`: functions and exports; the first function gets index `firstIndex`.
 *
 * Outside, gas is whole; inside, the counter holds units, of which `unitsPerGas` are one gas. A gas limit is any
 * non-negative i64, and times 10,000 it would not fit: what is above the counter's cap waits in `excessGas`, pays for
 * host charges first, and cannot be needed by instructions, which take decades to run down 2^62 units.
 */
export function abiFunctions(
  globals: MeteredGlobals,
  unitsPerGas: number,
  types: TypeTable,
  firstIndex: number,
): { readonly functions: readonly Func[]; readonly exports: readonly Export[] } {
  const abi = gasFunctions(globals, unitsPerGas)
  const functions = abi.map(({ type, locals, emit }) => {
    const code = new CodeWriter()
    emit(code)
    code.end()
    return {
      typeIndex: types.add(type.params, type.results),
      locals,
      body: code.take(),
      bodyOffset: 0,
    }
  })
  const exports = abi.map(({ name }, position): Export => {
    return { name, kind: 'func', index: firstIndex + position }
  })
  return { functions, exports: [...exports, ...exportedGlobals(globals)] }
}

function gasFunctions(globals: MeteredGlobals, unitsPerGas: number): readonly AbiFunction[] {
  const { units, excessGas, trapReason } = globals
  const gasCap = UNITS_CAP / BigInt(unitsPerGas)
  const totalGas = (code: CodeWriter): void => {
    code.globalGet(units).i64Const(unitsPerGas).op('i64.div_s')
    code.globalGet(excessGas).op('i64.add')
  }
  return [
    {
      name: meteredAbi.setGas,
      type: { params: [i64], results: [] },
      locals: [{ count: 1, type: i64 }],
      // counted = min(gas, gasCap); units = counted * unitsPerGas; excessGas = gas - counted
      emit(code) {
        code.i32Const(0).globalSet(trapReason)
        code.localGet(0).i64Const(gasCap)
        code.localGet(0).i64Const(gasCap).op('i64.lt_s').op('select').localSet(1)
        code.localGet(1).i64Const(unitsPerGas).op('i64.mul').globalSet(units)
        code.localGet(0).localGet(1).op('i64.sub').globalSet(excessGas)
      },
    },
    { name: meteredAbi.gasLeft, type: { params: [], results: [i64] }, locals: [], emit: totalGas },
    {
      name: meteredAbi.takeGas,
      type: { params: [f64], results: [i32] },
      locals: [{ count: 2, type: i64 }],
      // amount > total: 0. Otherwise fromExcess = min(amount, excessGas); the rest comes from the units: 1.
      emit(code) {
        code.localGet(0).op('i64.trunc_f64_s').localTee(1)
        totalGas(code)
        code.op('i64.gt_s').if().i32Const(0).op('return').end()
        code.localGet(1).globalGet(excessGas)
        code.localGet(1).globalGet(excessGas).op('i64.lt_s').op('select').localSet(2)
        code.globalGet(excessGas).localGet(2).op('i64.sub').globalSet(excessGas)
        code.globalGet(units).localGet(1).localGet(2).op('i64.sub')
        code.i64Const(unitsPerGas).op('i64.mul').op('i64.sub').globalSet(units)
        code.i32Const(1)
      },
    },
  ]
}

function exportedGlobals({ stackLeft, trapReason }: MeteredGlobals): readonly Export[] {
  return [
    { name: meteredAbi.stackLeft, kind: 'global', index: stackLeft },
    { name: meteredAbi.trapReason, kind: 'global', index: trapReason },
  ]
}
