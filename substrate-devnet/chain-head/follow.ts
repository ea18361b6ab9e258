import type { Json, JsonObject } from '../../src/json-rpc/json.ts'
import type { Subscription } from '../../src/json-rpc/subscriptions.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { ChainEvent, SubstrateChain } from '../../src/substrate-host/substrate-chain.ts'
import { runtimeSpecResult } from '../results/runtime-version.ts'
import { Operation, type OperationSteps } from './operation.ts'

/** Whether a client wants to know of runtimes, and may call them. */
export type RuntimeInterest = 'withRuntime' | 'withoutRuntime'

/** What a subscription may hold. The specification asks for 16 operations at least. */
export const followLimits = { pinnedBlocks: 512, operations: 16 } as const

/**
 * One `chainHead_v1_follow`: tells of the blocks at the head of the chain, keeps them pinned until its client unpins them,
 * and does operations on them.
 *
 * @see https://paritytech.github.io/json-rpc-interface-spec/api/chainHead_v1_follow.html
 */
export class Follow {
  readonly interest: RuntimeInterest
  readonly #chain: SubstrateChain
  readonly #pinned = new Set<string>()
  readonly #operations = new Map<string, Operation>()
  #subscription: Subscription | undefined
  #stopListening = (): void => undefined
  #finalizedNumber = 0

  constructor(chain: SubstrateChain, interest: RuntimeInterest) {
    this.#chain = chain
    this.interest = interest
  }

  /** Begins to tell. Returns what ends it. */
  start(subscription: Subscription): () => void {
    this.#subscription = subscription
    this.#initialize()
    this.#stopListening = this.#chain.onEvent((event) => this.#onEvent(event))
    return () => this.#end()
  }

  /** The client is to follow anew: it reads too slowly, or the chain is not a continuation of what it was told. */
  stop(): void {
    this.#subscription?.notify({ event: 'stop' })
    this.#subscription?.end()
  }

  isPinned(block: Hash): boolean {
    return this.#pinned.has(toHex(block))
  }

  unpin(block: Hash): void {
    this.#pinned.delete(toHex(block))
  }

  /** How many more operations can be started. */
  get room(): number {
    let used = 0
    for (const { size } of this.#operations.values()) used += size
    return followLimits.operations - used
  }

  /** Takes an operation in; it runs when `run` is called on what this returns. */
  add(id: string, size: number, steps: OperationSteps): Operation {
    const operation = new Operation(
      size,
      steps,
      (step) => this.#subscription?.notify({ ...step, operationId: id }),
      () => this.#operations.delete(id),
    )
    this.#operations.set(id, operation)
    return operation
  }

  operation(id: string): Operation | undefined {
    return this.#operations.get(id)
  }

  /** Interrupts an operation; none with this id is none that runs. */
  stopOperation(id: string): void {
    this.#operations.get(id)?.stop()
    this.#operations.delete(id)
  }

  /** The last finalised block, then those above it. */
  #initialize(): void {
    const { finalized, best } = this.#chain
    this.#finalizedNumber = finalized.number
    this.#pinned.add(toHex(finalized.hash))
    this.#tell({
      event: 'initialized',
      finalizedBlockHashes: [toHex(finalized.hash)],
      finalizedBlockRuntime: this.#runtimeOf(finalized.hash),
    })
    let parent = finalized.hash
    for (let number = finalized.number + 1; number <= best.number; number += 1) {
      const block = this.#chain.hashOf(number)
      if (block === undefined) break
      this.#newBlock(block, parent, this.#isOther(block, parent))
      parent = block
    }
    this.#tell({ event: 'bestBlockChanged', bestBlockHash: toHex(best.hash) })
  }

  #onEvent(event: ChainEvent): void {
    switch (event.kind) {
      case 'best': {
        const { hash, header } = event.block
        this.#newBlock(hash, header.parentHash, event.runtimeChanged)
        this.#tell({ event: 'bestBlockChanged', bestBlockHash: toHex(hash) })
        if (this.#pinned.size > followLimits.pinnedBlocks) this.stop()
        return
      }
      case 'finalized':
        this.#finalizedNumber = this.#chain.finalized.number
        this.#tell({
          event: 'finalized',
          finalizedBlockHashes: event.hashes.map(toHex),
          prunedBlockHashes: [],
        })
        return
      case 'retracted':
        // What was final is no more: the specification has no event for that.
        if (this.#chain.best.number < this.#finalizedNumber) this.stop()
        else {
          this.#tell({ event: 'bestBlockChanged', bestBlockHash: toHex(this.#chain.best.hash) })
        }
    }
  }

  #newBlock(block: Hash, parent: Hash, runtimeChanged: boolean): void {
    this.#pinned.add(toHex(block))
    const changed = runtimeChanged ? this.#runtimeOf(block) : null
    this.#tell({
      event: 'newBlock',
      blockHash: toHex(block),
      parentBlockHash: toHex(parent),
      newRuntime: this.interest === 'withRuntime' ? changed : undefined,
    })
  }

  #runtimeOf(block: Hash): Json | undefined {
    if (this.interest === 'withoutRuntime') return undefined
    try {
      return runtimeSpecResult(this.#chain.runtimeVersion(block))
    } catch (error) {
      return { type: 'invalid', error: String(error) }
    }
  }

  #isOther(block: Hash, parent: Hash): boolean {
    const [own, before] = [this.#runtimeOf(block), this.#runtimeOf(parent)]
    return JSON.stringify(own) !== JSON.stringify(before)
  }

  #tell(event: JsonObject): void {
    this.#subscription?.notify(event)
  }

  #end(): void {
    this.#stopListening()
    for (const operation of this.#operations.values()) operation.stop()
    this.#operations.clear()
    this.#pinned.clear()
  }
}
