import { InstanceGas } from '../gas-metering/instance-gas.ts'
import { meteredAbi } from '../gas-metering/metered-abi.ts'
import { ContractMemory } from './contract-memory.ts'
import { pageLimitExport } from './growth-guard.ts'
import { PAGE_SIZE } from './page-budget.ts'
import { resetExport } from './reset-pass.ts'

type WasmFunction<Parameters extends unknown[], Result> = (...parameters: Parameters) => Result

/**
 * One instance of a metered contract. It runs one message at a time: a nested call to the same code takes another.
 */
export class ContractInstance {
  readonly memory: ContractMemory
  /** Size of the memory at first, in bytes. */
  readonly initialMemorySize: number
  /** The entry point of the contract interface. Throws what a host function threw, or a `WebAssembly.RuntimeError`. */
  readonly main: WasmFunction<[], void>
  readonly gas: InstanceGas
  /** Back to the first state, see `resetExport`; undefined where the module has no such function. */
  readonly reset: WasmFunction<[bytesToClear: number], void> | undefined
  /** See `meteredAbi`. */
  readonly #stackLeft: WebAssembly.Global
  /** Undefined where nothing grows the memory. */
  readonly #pageLimit: WebAssembly.Global | undefined

  constructor(module: WebAssembly.Module, imports: WebAssembly.Imports) {
    // The compile pipeline made the module and put these exports there, so the types are known.
    const exports = new WebAssembly.Instance(module, imports).exports as Readonly<
      Record<string, unknown>
    >
    this.memory = new ContractMemory(exports['memory'] as WebAssembly.Memory)
    this.initialMemorySize = this.memory.size
    this.main = exports['main'] as WasmFunction<[], void>
    this.gas = new InstanceGas(exports)
    this.#stackLeft = exports[meteredAbi.stackLeft] as WebAssembly.Global
    this.#pageLimit = exports[pageLimitExport] as WebAssembly.Global | undefined
    this.reset = exports[resetExport] as WasmFunction<[number], void> | undefined
  }

  /** Pages that the memory has now. */
  get pages(): number {
    return this.memory.size / PAGE_SIZE
  }

  /** Bounds the memory for this message; `pages` are not below what it has. The next reset lifts it. */
  setPageLimit(pages: number): void {
    if (this.#pageLimit !== undefined) this.#pageLimit.value = pages
  }

  /** Gives the next call of `main` its stack height, in units. */
  setStackLeft(units: number): void {
    this.#stackLeft.value = units
  }

  /** Stack height left at the host call that runs now, in units. */
  stackLeft(): number {
    return this.#stackLeft.value as number
  }
}
