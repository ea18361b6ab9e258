import type { ContractCode } from '../../engine/message.ts'
import type { Revision } from '../../engine/revision.ts'

/** When a code moves up from the first tier. Any of the three is enough. */
export interface PromotionRule {
  /** Messages that the first tier has run. */
  readonly messages: number
  /** Gas that the first tier has spent, for each byte of code: what compiling costs grows with the code. */
  readonly gasPerByte: number
  /** Whether code is compiled when it is deployed, or waits like all other. */
  readonly deployed: 'compile' | 'wait'
}

/**
 * The first tier runs some 300 gas in the microsecond that compiling a byte takes; another thread does it, so code moves up
 * before it would have paid for it alone.
 */
export const defaultPromotion: PromotionRule = { messages: 200, gasPerByte: 250, deployed: 'wait' }

/** Code of less than this counts as if it were this long: starting a compilation costs something, too. */
const LEAST_LENGTH = 1024

/** What the first tier did with a code under one family of revisions. */
export interface Usage {
  messages: number
  gas: number
  /** Asked for, or known to be compiled or refused: nothing is counted any more. */
  isSettled: boolean
  /** Of how many finished compilations it is known that they were of other codes; -1: of none. */
  arrivals: number
}

/** Counts, by the code's object, what the first tier runs. */
export class UsageCounter {
  readonly #rule: PromotionRule
  readonly #families = new Map<Revision, WeakMap<ContractCode, Usage>>()

  constructor(rule: PromotionRule) {
    this.#rule = rule
  }

  /** What is known of a code; undefined when this is the first time that it is seen. */
  find(code: ContractCode, family: Revision): Usage | undefined {
    return this.#families.get(family)?.get(code)
  }

  /** Begins to count. */
  begin(code: ContractCode, family: Revision): Usage {
    const usage = { messages: 0, gas: 0, isSettled: false, arrivals: -1 }
    const codes = this.#families.get(family) ?? new WeakMap()
    this.#families.set(family, codes)
    codes.set(code, usage)
    return usage
  }

  /** Counts a message, and says whether the code should move up now. */
  count(usage: Usage, code: ContractCode, gas: number): boolean {
    const { messages, gasPerByte } = this.#rule
    usage.messages++
    usage.gas += gas
    const length = Math.max(code.bytes.length, LEAST_LENGTH)
    return usage.messages >= messages || usage.gas >= gasPerByte * length
  }
}
