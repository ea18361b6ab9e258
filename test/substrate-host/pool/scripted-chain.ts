import type { PoolChain } from '../../../src/substrate-host/pool/transaction-pool.ts'
import type { Validity } from '../../../src/substrate-host/pool/valid-transaction.ts'

/** What the runtime of a `ScriptedChain` says of a transaction; what is left out is ordinary. */
export interface Script {
  readonly requires?: readonly string[]
  readonly provides?: readonly string[]
  readonly priority?: bigint
  readonly longevity?: number
}

/** A chain whose runtime says what a test has written down, and which counts how often it is asked. */
export class ScriptedChain implements PoolChain {
  bestNumber = 1
  time = 0
  asked = 0
  readonly #validities = new Map<string, Validity>()
  #next = 0

  /** A transaction of which the runtime says `script`, of at least four bytes. */
  transaction(script: Script, length = 4): Uint8Array {
    const extrinsic = new Uint8Array(length)
    new DataView(extrinsic.buffer).setUint32(0, this.#next++)
    this.says(extrinsic, script)
    return extrinsic
  }

  /** The runtime says something else of it from now on. */
  says(extrinsic: Uint8Array, script: Script | 'invalid' | 'unknown'): void {
    this.#validities.set(String(extrinsic), validityOf(script))
  }

  validate(extrinsic: Uint8Array): Validity {
    this.asked++
    return this.#validities.get(String(extrinsic)) ?? validityOf('invalid')
  }

  nowMs(): number {
    return this.time
  }
}

function validityOf(script: Script | 'invalid' | 'unknown'): Validity {
  if (typeof script === 'string') {
    return { kind: script, exhaustsResources: false, error: Uint8Array.of(3) }
  }
  const { requires = [], provides = [], priority = 1n, longevity = 64 } = script
  return {
    kind: 'valid',
    transaction: { requires, provides, priority, longevity, propagate: true },
  }
}
