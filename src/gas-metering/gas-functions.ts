import { encodeModule } from '../wasm/encode-module.ts'
import { type Func, type Import, valueType, type WasmModule } from '../wasm/module.ts'
import { CodeWriter } from './code-writer.ts'
import { meteredAbi, trapReason } from './metered-abi.ts'

const { i32, i64, f64 } = valueType

/** What the host does with the gas of one instance. Numbers cross as f64, because that needs no BigInt. */
export interface GasFunctions {
  /** Gives the next call of an export its gas, an integer of 0 to `maxCountedGas`; clears `meteredAbi.trapReason`. */
  readonly set: (gas: number) => void
  /**
   * Takes a charge, an integer of 0 to 2^53, and returns the whole gas left. Where not enough was there, nothing is
   * taken, and what is returned is negative.
   */
  readonly take: (amount: number) => number
}

const modules = new Map<number, WebAssembly.Module>()

/**
 * The gas functions of an instance, by its exports.
 *
 * They are a module of their own that imports the instance's globals, so that V8 compiles them once, and not for each
 * contract: as a part of the metered module, one of them took the optimising compiler 0.1 ms.
 */
export function gasFunctions(exports: Readonly<Record<string, unknown>>): GasFunctions {
  const { value } = exports[meteredAbi.unitsPerGas] as WebAssembly.Global
  const imports = { [FROM]: exports as Record<string, WebAssembly.Global> }
  const instance = new WebAssembly.Instance(compiledFor(value as number), imports)
  return instance.exports as unknown as GasFunctions
}

function compiledFor(unitsPerGas: number): WebAssembly.Module {
  const known = modules.get(unitsPerGas)
  if (known !== undefined) return known
  const module = new WebAssembly.Module(encodeModule(gasModule(unitsPerGas)))
  modules.set(unitsPerGas, module)
  return module
}

const FROM = 'metered'
const [units, reason] = [0, 1]
const [setType, takeType] = [0, 1]

function gasModule(unitsPerGas: number): WasmModule {
  return {
    types: [
      { params: [f64], results: [] },
      { params: [f64], results: [f64] },
    ],
    imports: [globalImport(meteredAbi.units, i64), globalImport(meteredAbi.trapReason, i32)],
    functions: [setFunction(unitsPerGas), takeFunction(unitsPerGas)],
    tables: [],
    memories: [],
    globals: [],
    exports: [
      { name: 'set', kind: 'func', index: 0 },
      { name: 'take', kind: 'func', index: 1 },
    ],
    start: undefined,
    elements: [],
    data: [],
    hasDataCount: false,
    customs: [],
  }
}

function globalImport(name: string, type: typeof i32 | typeof i64): Import {
  return { module: FROM, name, description: { kind: 'global', type: { type, mutable: true } } }
}

/** `units = gas * unitsPerGas; trapReason = contract` */
function setFunction(unitsPerGas: number): Func {
  const code = new CodeWriter().localGet(0).op('i64.trunc_f64_s')
  code.i64Const(unitsPerGas).op('i64.mul').globalSet(units)
  code.i32Const(trapReason.contract).globalSet(reason).end()
  return { typeIndex: setType, locals: [], body: code.take(), bodyOffset: 0 }
}

/**
 *     left = units / unitsPerGas - amount        ;; both at most 2^53
 *     if (left >= 0) units -= amount * unitsPerGas
 *     return left
 */
function takeFunction(unitsPerGas: number): Func {
  const [parameter, amount, left] = [0, 1, 2]
  const code = new CodeWriter().globalGet(units).i64Const(unitsPerGas).op('i64.div_s')
  code.localGet(parameter).op('i64.trunc_f64_s').localTee(amount).op('i64.sub').localTee(left)
  code.i64Const(0).op('i64.ge_s').if()
  code.globalGet(units).localGet(amount).i64Const(unitsPerGas).op('i64.mul').op('i64.sub')
  code.globalSet(units).end()
  code.localGet(left).op('f64.convert_i64_s').end()
  return {
    typeIndex: takeType,
    locals: [{ count: 2, type: i64 }],
    body: code.take(),
    bodyOffset: 0,
  }
}
