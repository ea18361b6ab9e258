import { meteredAbi, type TrapReason } from '../gas-metering/metered-abi.ts'
import { ContractMemory } from './contract-memory.ts'
import { resetExport } from './reset-pass.ts'

type WasmFunction<Parameters extends unknown[], Result> = (...parameters: Parameters) => Result

/**
 * One instance of a metered contract. It runs one message at a time: a nested call to the same code takes another.
 *
 * The metered module's own functions are fields and not a lookup by name, because host functions call them all the
 * time: charging takes 6 ns.
 */
export class ContractInstance {
  readonly memory: ContractMemory
  /** Size of the memory at first, in bytes. */
  readonly initialMemorySize: number
  /** The entry point of the contract interface. Throws what a host function threw, or a `WebAssembly.RuntimeError`. */
  readonly main: WasmFunction<[], void>
  /** See `meteredAbi`, for this and the following. */
  readonly setGas: WasmFunction<[gas: bigint], void>
  readonly gasLeft: WasmFunction<[], bigint>
  readonly takeGas: WasmFunction<[amount: number], number>
  readonly setStackLeft: WasmFunction<[units: number], void>
  readonly stackLeft: WasmFunction<[], number>
  readonly trapReason: WasmFunction<[], TrapReason>
  /** Back to the first state, see `resetExport`; undefined where the module has no such function. */
  readonly reset: WasmFunction<[bytesToClear: number], void> | undefined

  constructor(module: WebAssembly.Module, imports: WebAssembly.Imports) {
    // The compile pipeline made the module and put these exports there, so the types are known.
    const exports = new WebAssembly.Instance(module, imports).exports as Readonly<
      Record<string, unknown>
    >
    this.memory = new ContractMemory(exports['memory'] as WebAssembly.Memory)
    this.initialMemorySize = this.memory.size
    this.main = exports['main'] as WasmFunction<[], void>
    this.setGas = exports[meteredAbi.setGas] as WasmFunction<[bigint], void>
    this.gasLeft = exports[meteredAbi.gasLeft] as WasmFunction<[], bigint>
    this.takeGas = exports[meteredAbi.takeGas] as WasmFunction<[number], number>
    this.setStackLeft = exports[meteredAbi.setStackLeft] as WasmFunction<[number], void>
    this.stackLeft = exports[meteredAbi.stackLeft] as WasmFunction<[], number>
    this.trapReason = exports[meteredAbi.trapReason] as WasmFunction<[], TrapReason>
    this.reset = exports[resetExport] as WasmFunction<[number], void> | undefined
  }
}
