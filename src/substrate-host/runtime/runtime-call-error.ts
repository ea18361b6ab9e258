import { GantryError } from '../../primitives/gantry-error.ts'

/**
 * Why a call of a runtime did not end: it panicked or trapped, went on for too long, ran out
 * of the native stack, called a host function with
 * what the function refuses, or has no such entry point.
 */
export type CallFault = 'panic' | 'trap' | 'outOfBudget' | 'stackExhausted' | 'hostFunction' | 'noSuchEntry' | 'badResult' // biome-ignore format: one row

const sentences: Readonly<Record<CallFault, string>> = {
  panic: 'The runtime panicked',
  trap: 'The runtime trapped',
  outOfBudget: 'The runtime used up what one call may use',
  stackExhausted: 'The runtime used up the stack of this thread',
  hostFunction: 'A host function ended the call of the runtime',
  noSuchEntry: 'The runtime has no such entry point',
  badResult: 'The runtime returned a range outside of its memory',
}

/** A call of a runtime failed. What it changed since its last open transaction is still in the overlay. */
export class RuntimeCallError extends GantryError {
  readonly code = 'SUBSTRATE_RUNTIME_CALL'
  /** The entry point. */
  readonly entry: string
  readonly fault: CallFault
  /** What the runtime said of it, where it said something. */
  readonly reason: string

  constructor(entry: string, fault: CallFault, reason: string, cause?: unknown) {
    super(`${sentences[fault]} in ${entry}${reason === '' ? '' : `: ${reason}`}.`, {
      docs: 'substrate-host.md',
      ...(cause === undefined ? {} : { cause }),
    })
    this.entry = entry
    this.fault = fault
    this.reason = reason
  }
}
