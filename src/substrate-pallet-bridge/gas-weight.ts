import { larger, smaller } from '../primitives/bigint-order.ts'
import type { Gas } from '../primitives/quantity.ts'

/** What FRAME's `Weight` measures. */
export interface Weight {
  /** Picoseconds on the reference machine. */
  readonly refTime: bigint
  /** Bytes of proof. */
  readonly proofSize: bigint
}

const MAX_U64 = 2n ** 64n - 1n

/** A fixed weight for each unit of gas, as the pallet's `GasWeight` has it: results of 64 bits that saturate. */
export interface GasRate {
  /** The weight of `gas`. */
  weight(gas: Gas): Weight
  /** The most gas whose weight fits into `weight`. A component that gas does not take limits nothing. */
  gas(weight: Weight): Gas
  /** The least gas that pays for `weight`, as far as gas pays for its components at all. */
  gasFor(weight: Weight): Gas
}

/** @param perGas weight of one unit; 20,000 picoseconds in the development runtime */
export function gasRate(perGas: Weight): GasRate {
  const parts = (weight: Weight) =>
    [
      { amount: weight.refTime, unit: perGas.refTime },
      { amount: weight.proofSize, unit: perGas.proofSize },
    ].filter(({ unit }) => unit !== 0n)
  return {
    weight: (gas) => ({
      refTime: smaller(MAX_U64, perGas.refTime * gas),
      proofSize: smaller(MAX_U64, perGas.proofSize * gas),
    }),
    gas: (weight) =>
      parts(weight)
        .map(({ amount, unit }) => amount / unit)
        .reduce(smaller, MAX_U64),
    gasFor: (weight) =>
      parts(weight)
        .map(({ amount, unit }) => (amount + unit - 1n) / unit)
        .reduce(larger, 0n),
  }
}
