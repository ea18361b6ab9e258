import type { SubstrateNode } from '../node/substrate-node.ts'

/**
 * A transaction that is offered to the pool until it is in a block or its client has enough of it: one that the pool does
 * not take now may be valid after the next block.
 */
export class Broadcast {
  readonly #node: SubstrateNode
  readonly #extrinsic: Uint8Array
  readonly #stopListening: () => void
  #isPooled = false

  constructor(node: SubstrateNode, extrinsic: Uint8Array) {
    this.#node = node
    this.#extrinsic = extrinsic
    this.#stopListening = node.chain.onEvent((event) => {
      if (event.kind !== 'finalized') this.#offer()
    })
    this.#offer()
  }

  /** Does not offer it any more. A transaction that is in the pool stays there. */
  stop(): void {
    this.#stopListening()
  }

  #offer(): void {
    if (this.#isPooled) return
    const { chain, sealer } = this.#node
    const submission = chain.pool.submit(this.#extrinsic, (status) => {
      // Taken out of the pool again, other than by a block: worth another try.
      if (status.kind === 'dropped' || status.kind === 'usurped') this.#isPooled = false
    })
    const isThere = !submission.ok && submission.refusal.kind === 'alreadyImported'
    this.#isPooled = submission.ok || isThere
    if (submission.ok) sealer.transactionsArrived()
  }
}
