import { expect } from 'vitest'
import type { GasSchedule } from '../../../src/gas-metering/gas-schedule.ts'
import type { WasmModule } from '../../../src/wasm/module.ts'
import {
  type ContractRun,
  type ContractRunner,
  meteredRunner,
  referenceRunner,
} from './contract-run.ts'
import type { ContractCall } from './contract-world.ts'

/** More than any call of the tests takes that ends by itself. */
const PLENTY = 20_000_000n
/** Host calls of a run whose own price is tried as a limit. */
const MOST_BORDERS = 3

/** One contract in the two strategies and the reference. */
export class ContractUnderTest {
  readonly #reference: ContractRunner
  readonly #fast: ContractRunner
  readonly #precise: ContractRunner

  constructor(module: WasmModule, schedule: GasSchedule) {
    this.#reference = referenceRunner(module, schedule)
    this.#fast = meteredRunner(module, schedule, 'fast')
    this.#precise = meteredRunner(module, schedule, 'precise')
  }

  /**
   * Runs a call with plenty of gas; with exactly what it took and one less; at the price of host calls, where the one
   * with that price happens and with one less does not; and with parts. All three agree each time. Returns the first run.
   */
  expectExact(call: ContractCall): ContractRun {
    const run = this.#compare(call, PLENTY)
    if (run.gasLeft === undefined) return run
    const used = PLENTY - run.gasLeft
    expect(this.#compare(call, used)).toMatchObject({ outcome: run.outcome, gasLeft: 0n })
    if (used > 0n) expect(this.#compare(call, used - 1n).gasLeft).toBeUndefined()
    const prices = run.hostCalls.flatMap((seen) => {
      const [, left] = / gas=(\d+) /.exec(seen) ?? []
      return left === undefined ? [] : [PLENTY - BigInt(left)]
    })
    for (const { price, index } of some(prices)) {
      expect(this.#calls(call, price)).toBeGreaterThan(index)
      expect(this.#calls(call, price - 1n)).toBe(index)
    }
    for (const part of [2n, 5n]) this.#compare(call, (used * part) / 8n)
    return run
  }

  /** A call that ends only when the gas does, whatever there is. */
  expectNeverEnds(call: ContractCall, limits: readonly bigint[]): void {
    for (const gas of limits) expect(this.#compare(call, gas).gasLeft).toBeUndefined()
  }

  /** Number of host calls that happen under the limit. */
  #calls(call: ContractCall, gas: bigint): number {
    return this.#compare(call, gas).hostCalls.filter((seen) => seen.includes(' gas=')).length
  }

  #compare(call: ContractCall, gas: bigint): ContractRun {
    const reference = this.#reference(call, gas)
    expect(this.#precise(call, gas)).toEqual(reference)
    expect(promised(this.#fast(call, gas))).toEqual(promised(reference))
    return reference
  }
}

/** The fast strategy promises that a call fails, not why. */
function promised(run: ContractRun): unknown {
  return run.gasLeft === undefined ? { ...run, outcome: 'failed' } : run
}

/** Prices at which a host call first happens, spread over the run. */
function some(prices: readonly bigint[]): readonly { price: bigint; index: number }[] {
  const distance = Math.max(1, Math.floor(prices.length / MOST_BORDERS))
  return prices
    .map((price, index) => ({ price, index }))
    .filter(({ index }) => index % distance === 0)
}
