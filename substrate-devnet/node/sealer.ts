import type {
  SealedBlock,
  SealOptions,
  SubstrateChain,
} from '../../src/substrate-host/substrate-chain.ts'
import { blockTime } from './block-time.ts'
import type { Clock } from './clock.ts'

/** When blocks are made by themselves. */
export type SealingMode =
  /** As soon as a transaction can go into one. */
  | { readonly kind: 'instant' }
  | { readonly kind: 'interval'; readonly ms: number }
  /** Only when a client asks. */
  | { readonly kind: 'manual' }

/** What a sealer works with. */
export interface SealerOptions {
  readonly chain: SubstrateChain
  readonly clock: Clock
  readonly mode: SealingMode
  /** Told of a block that could not be made and that nobody waits for. */
  readonly onFailure: (error: unknown) => void
}

/**
 * A transaction's block is made when no other one has arrived within so long, at the latest after so many times that: what
 * a client sends in one go shares a block.
 */
const BURST_MS = 2
const MAX_LOOKS = 15

/** Makes the blocks, one after the other. */
export class Sealer {
  readonly #options: SealerOptions
  #mode: SealingMode
  #last: Promise<unknown> = Promise.resolve()
  #burst: NodeJS.Timeout | undefined
  /** Transactions since the sealer last looked. */
  #arrived = 0
  #interval: NodeJS.Timeout | undefined
  /** How far the chain's time is ahead of the clock's, in ms. */
  #aheadMs = 0

  constructor(options: SealerOptions) {
    this.#options = options
    this.#mode = options.mode
    this.setMode(options.mode)
  }

  get mode(): SealingMode {
    return this.#mode
  }

  /** Makes blocks in another way from now on. */
  setMode(mode: SealingMode): void {
    clearInterval(this.#interval)
    this.#mode = mode
    if (mode.kind === 'interval') {
      this.#interval = setInterval(() => this.#sealUnasked({}), mode.ms)
    }
    this.transactionsArrived()
  }

  /** To be called when the pool has taken a transaction: with instant sealing its block follows. */
  transactionsArrived(): void {
    this.#arrived += 1
    if (this.#mode.kind === 'instant' && this.#burst === undefined) this.#awaitBurst(MAX_LOOKS)
  }

  /** Makes a block now. */
  seal(options: SealOptions): Promise<SealedBlock> {
    const sealed = this.#last.then(() => this.#options.chain.sealBlock(this.#timed(options)))
    this.#last = sealed.then(
      ({ body }) => this.#sealRest(body.length),
      () => undefined,
    )
    return sealed
  }

  /** Runs `task` between two blocks. */
  between<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Sets the time of the next block, in ms since 1970; it goes on from there. */
  travelTo(timeMs: number): void {
    this.#aheadMs = timeMs - this.#options.clock()
  }

  /** Ends it, and waits for the block under way. */
  async stop(): Promise<void> {
    clearInterval(this.#interval)
    clearTimeout(this.#burst)
    this.#mode = { kind: 'manual' }
    await this.#last
  }

  /** What a block had no room for, and what waited for it, gets the next one; a block with nothing in it ends that. */
  #sealRest(extrinsics: number): void {
    if (extrinsics > 0 && this.#options.chain.pool.ready().length > 0) this.transactionsArrived()
  }

  #awaitBurst(looks: number): void {
    this.#arrived = 0
    this.#burst = setTimeout(() => {
      if (this.#arrived > 0 && looks > 1) {
        this.#awaitBurst(looks - 1)
        return
      }
      this.#burst = undefined
      if (this.#options.chain.pool.ready().length > 0) this.#sealUnasked({})
    }, BURST_MS)
  }

  #sealUnasked(options: SealOptions): void {
    this.seal(options).catch(this.#options.onFailure)
  }

  #timed(options: SealOptions): SealOptions {
    const { chain, clock } = this.#options
    return { ...blockTime(chain, clock() + this.#aheadMs), ...options }
  }
}
