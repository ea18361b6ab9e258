import type { JsonObject } from '../../src/json-rpc/json.ts'
import { GantryError } from '../../src/primitives/gantry-error.ts'

/** What an operation tells its client. `waitingForContinue` ends a page, and the next one comes on request. */
export type OperationStep =
  | { readonly event: 'operationBodyDone'; readonly value: readonly string[] }
  | { readonly event: 'operationCallDone'; readonly output: string }
  | { readonly event: 'operationStorageItems'; readonly items: readonly JsonObject[] }
  | { readonly event: 'operationWaitingForContinue' }
  | { readonly event: 'operationStorageDone' }
  | { readonly event: 'operationInaccessible' }
  | { readonly event: 'operationError'; readonly error: string }

/** Does the work of an operation step by step. */
export type OperationSteps = Generator<OperationStep, void, void>

/** An operation of `chainHead_v1_*` under way: a body, a call, or storage in pages. */
export class Operation {
  /** How many operations it counts for. */
  readonly size: number
  readonly #tell: (step: OperationStep) => void
  readonly #onEnd: () => void
  readonly #steps: OperationSteps
  #timer: NodeJS.Immediate | undefined
  #isWaiting = false

  /**
   * @param tell Sends an event to the client.
   * @param onEnd Called once, when it has ended by itself.
   */
  constructor(
    size: number,
    steps: OperationSteps,
    tell: (step: OperationStep) => void,
    onEnd: () => void,
  ) {
    this.size = size
    this.#steps = steps
    this.#tell = tell
    this.#onEnd = onEnd
  }

  /** Whether the client has to ask for more. */
  get isWaiting(): boolean {
    return this.#isWaiting
  }

  /** The client has asked for more: it cannot ask again before the next page. */
  claim(): void {
    this.#isWaiting = false
  }

  /** Begins, or goes on after a page, as soon as other clients have had their turn. */
  run(): void {
    this.#timer = setImmediate(() => this.#page())
  }

  /** Ends it without another word. */
  stop(): void {
    clearImmediate(this.#timer)
  }

  #page(): void {
    try {
      for (let next = this.#steps.next(); !next.done; next = this.#steps.next()) {
        this.#tell(next.value)
        if (next.value.event === 'operationWaitingForContinue') {
          this.#isWaiting = true
          return
        }
      }
    } catch (error) {
      this.#tell(failureStep(error))
    }
    this.#onEnd()
  }
}

/** A state that was pruned may be had elsewhere; all else would fail again. */
function failureStep(error: unknown): OperationStep {
  if (!(error instanceof GantryError)) {
    return { event: 'operationError', error: `internal error: ${error}` }
  }
  if (error.code === 'SUBSTRATE_STATE_PRUNED') return { event: 'operationInaccessible' }
  return { event: 'operationError', error: error.shortMessage }
}
