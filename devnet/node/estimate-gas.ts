import type { Gas } from '../../src/primitives/quantity.ts'

/** What a try with some gas limit did. */
export interface Attempt {
  readonly succeeded: boolean
  /** What the transaction paid, after refunds. */
  readonly gasUsed: Gas
}

/**
 * The least gas limit between `lowest` and `highest` with which a call succeeds, by bisection.
 *
 * Gas used is not the answer: refunds come back at the end only, and a nested call gets at most 63/64 of what is left
 * (EIP-150), so a call may need more than it uses. A limit a little above the gas used is tried first, because it mostly
 * is enough.
 * @param highest A limit with which it succeeds, using `gasUsed`.
 */
export function leastGas(
  attempt: (gasLimit: Gas) => Attempt,
  lowest: Gas,
  highest: Gas,
  gasUsed: Gas,
): Gas {
  let enough = highest
  // What was used after refunds is less than what was needed at the peak, so it may fail: then it is a lower bound.
  let tooLittle = lowest - 1n
  for (const guess of [gasUsed, (gasUsed * 64n) / 63n + CALL_STIPEND]) {
    if (guess <= tooLittle || guess >= enough) continue
    if (attempt(guess).succeeded) enough = guess
    else tooLittle = guess
  }
  while (enough - tooLittle > 1n) {
    const middle = (enough + tooLittle) / 2n
    if (attempt(middle).succeeded) enough = middle
    else tooLittle = middle
  }
  return enough
}

/** Gas that a call with value gives on top (Yellow Paper, G_callstipend). */
const CALL_STIPEND = 2300n
