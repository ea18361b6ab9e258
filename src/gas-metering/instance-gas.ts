import { type GasFunctions, gasFunctions } from './gas-functions.ts'
import { maxCountedGas, meteredAbi, type TrapReason } from './metered-abi.ts'

/**
 * The gas of one instance of a metered module, from the host's side.
 *
 * Outside, gas is whole; inside, the module counts units, of which `unitsPerGas` are one gas. A gas limit is any
 * non-negative i64, and times 10,000 it would not fit: what the module does not count waits here, pays for host charges
 * first, and cannot be needed by instructions, which take decades to run down what is counted.
 */
export class InstanceGas {
  readonly #trapReason: WebAssembly.Global
  readonly #functions: GasFunctions
  readonly #maxCounted: bigint
  #uncounted = 0n

  /** `exports`: of an instance of what `meter` returned. */
  constructor(exports: Readonly<Record<string, unknown>>) {
    this.#trapReason = exports[meteredAbi.trapReason] as WebAssembly.Global
    this.#functions = gasFunctions(exports)
    const { value } = exports[meteredAbi.unitsPerGas] as WebAssembly.Global
    this.#maxCounted = maxCountedGas(BigInt(value as number))
  }

  /** Gives the next call of an export its gas, 0 to 2^63 - 1; clears `trapReason`. */
  set(gas: bigint): void {
    const counted = gas < this.#maxCounted ? gas : this.#maxCounted
    this.#functions.set(Number(counted))
    this.#uncounted = gas - counted
  }

  /** Whole gas left, at a host call or after an export returned. */
  left(): bigint {
    const counted = BigInt(this.#functions.take(0))
    return this.#uncounted === 0n ? counted : counted + this.#uncounted
  }

  /** Takes a charge of a host function, an integer of 0 to 2^53, whole or not at all; whether it was there. */
  take(amount: number): boolean {
    return this.#uncounted === 0n
      ? this.#functions.take(amount) >= 0
      : this.#takeFromAll(BigInt(amount))
  }

  /** Why the last trap happened. */
  trapReason(): TrapReason {
    return this.#trapReason.value as TrapReason
  }

  #takeFromAll(amount: bigint): boolean {
    if (amount > this.left()) return false
    const uncounted = amount < this.#uncounted ? amount : this.#uncounted
    this.#uncounted -= uncounted
    this.#functions.take(Number(amount - uncounted))
    return true
  }
}
